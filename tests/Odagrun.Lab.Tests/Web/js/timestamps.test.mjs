import assert from 'node:assert/strict';
import test from 'node:test';
import { ESC, parse, parseInPieces, seen, texts } from './logs.mjs';

const at = second => `2026-01-02T03:04:${String(second).padStart(2, '0')}.000001Z`;

test('the header is taken off and kept beside the line', () => {
  const parser = parse(`${at(1)} 00O Running\n${at(2)} 01E oops\n`);
  assert.deepEqual(seen(parser).lines.map(({ spans, time, stream }) => [spans[0][0], time, stream]),
    [['Running', at(1), '00O'], ['oops', at(2), '01E']]);
  assert.equal(parser.timestamped, true);
});

test('a continuation goes on in the line of its own stream', () => {
  const parser = parse(`${at(1)} 01O half \n${at(1)} 01E error\n${at(2)} 01O+done\n${at(3)} 01O next\n`);
  assert.deepEqual(texts(parser), ['half done', 'error', 'next']);
  assert.equal(parser.lines[0].time, at(1));
});

test('progress written with carriage returns overwrites across continuations', () => {
  assert.deepEqual(texts(parse(`${at(1)} 01O 10%\r\n${at(2)} 01O+20%\r\n${at(3)} 01O+done\n${at(4)} 01O x\n`)), ['done', 'x']);
});

test('section markers that the timestamper cut in two', () => {
  const parts = [`${at(1)} 00O section_start:5:get\r${ESC}[0K\n${at(1)} 00O+Getting\n`, `${at(1)} 00O section_start:5:get\r\n${at(1)} 00O+${ESC}[0KGetting\n`];
  for (const head of parts) {
    const parser = parse(`${head}${at(2)} 00O fetch\n${at(3)} 00O section_end:9:get\r${ESC}[0K\n${at(3)} 00O after\n`);
    assert.deepEqual(seen(parser).lines.map(({ spans, section, header }) => [spans[0][0], section, header]),
      [['Getting', null, 'get'], ['fetch', 'get', null], ['after', null, null]]);
    assert.equal(parser.sections[0].duration, 4);
  }
});

test('an empty line is kept, a line that held only a marker is not', () => {
  assert.deepEqual(texts(parse(`${at(1)} 00O \n${at(1)} 00O section_end:9:x\r${ESC}[0K\n${at(2)} 00O a\n`)), ['', 'a']);
});

test('each stream keeps its own colour', () => {
  const { lines } = parse(`${at(1)} 01O ${ESC}[31mred\n${at(1)} 01E plain\n${at(1)} 01O still red\n`);
  assert.deepEqual(lines.map(line => line.spans[0].style.fg), [1, null, 1]);
});

test('what only looks like a header is text', () => {
  for (const text of ['2026-01-02T03:04:05.000001Z', '2026-01-02T03:04:05Z 00O x', '2026-01-02T03:04:05.000001Z 00X x', '2026']) {
    assert.deepEqual(texts(parse(text + '\n')), [text]);
    assert.equal(parse(text).timestamped, false);
  }
});

test('lines without a header between those with one', () => {
  assert.deepEqual(texts(parse(`plain\n${at(1)} 00O stamped\nplain again\n`)), ['plain', 'stamped', 'plain again']);
});

test('any split of the bytes gives the same lines', () => {
  const log = `${at(1)} 00O section_start:5:get[collapsed=true]\r\n${at(1)} 00O+${ESC}[0K${ESC}[36;1mGetting${ESC}[0;m\n`
    + `${at(2)} 01O 10%\r\n${at(2)} 0fE service\n${at(3)} 01O+20%\r\n${at(4)} 00O section_end:9:get\r${ESC}[0K\n${at(4)} 00O+ü\n`;
  const whole = seen(parse(log));
  assert.equal(whole.lines.length, 4);
  for (const size of [1, 2, 3, 5, 7, 31, 33]) {
    assert.deepEqual(seen(parseInPieces(log, size)), whole, `pieces of ${size}`);
  }
});
