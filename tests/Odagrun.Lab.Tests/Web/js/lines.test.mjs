import assert from 'node:assert/strict';
import test from 'node:test';
import { ESC, parse, parseInPieces, seen, texts } from './logs.mjs';

test('plain lines stay as they are, the last one also without a newline', () => {
  assert.deepEqual(texts(parse('one\ntwo\n\nfour')), ['one', 'two', '', 'four']);
});

test('CRLF ends a line and overwrites nothing', () => {
  assert.deepEqual(texts(parse('one\r\ntwo\r\n')), ['one', 'two']);
});

test('a carriage return overwrites from the left and leaves the rest', () => {
  assert.deepEqual(texts(parse('Progress: 100%\rprogress: 7\n')), ['progress: 700%']);
  assert.deepEqual(texts(parse('10%\r20%\r30%\n')), ['30%']);
});

test('a carriage return with erase clears what was longer', () => {
  assert.deepEqual(texts(parse(`downloading…\r${ESC}[Kdone\n`)), ['done']);
  assert.deepEqual(texts(parse(`downloading…${ESC}[2K\rdone\n`)), ['done        ']);
});

test('cursor moves within a line overwrite where they land', () => {
  assert.deepEqual(texts(parse(`abcdef${ESC}[3Gx\n`)), ['abxdef']);
  assert.deepEqual(texts(parse(`abcdef${ESC}[2Dx\n`)), ['abcdxf']);
  assert.deepEqual(texts(parse('abc\b\bx\n')), ['axc']);
  assert.deepEqual(texts(parse(`abcdef\r${ESC}[2Cx\n`)), ['abxdef']);
});

test('overwritten parts keep their own style', () => {
  const [line] = parse(`${ESC}[31mred red${ESC}[0m\rok\n`).lines;
  assert.deepEqual(line.spans.map(({ text, style }) => [text, style.fg]), [['ok', null], ['d red', 1]]);
});

test('tabs go to the next stop of eight', () => {
  assert.deepEqual(texts(parse('a\tb\n\tc\n12345678\td\n')), ['a       b', '        c', '12345678        d']);
});

test('other control characters and unknown sequences show nothing', () => {
  assert.deepEqual(texts(parse(`a\x00b\x07c${ESC}[?25ld${ESC}(Be${ESC}7f${ESC}[1;2Hg\n`)), ['abcdefg']);
});

test('titles and links show only their text', () => {
  assert.deepEqual(texts(parse(`${ESC}]0;title\x07a ${ESC}]8;;https://example.org${ESC}\\link${ESC}]8;;${ESC}\\ b\n`)), ['a link b']);
});

test('an escape that never ends swallows no line', () => {
  assert.deepEqual(texts(parse(`a${ESC}]0;never ends\nb\n`)), ['a', 'b']);
  assert.deepEqual(texts(parse(`a${ESC}[12`)), ['a[12']);
});

test('bytes that are no UTF-8 become replacement characters', () => {
  assert.deepEqual(texts(parse(Uint8Array.of(0x61, 0xff, 0xfe, 0x62, 0x0a))), ['a\ufffd\ufffdb']);
});

test('markup is text', () => {
  const html = '<img src=x onerror="alert(1)"><script>alert(2)</script>&amp;';
  assert.deepEqual(texts(parse(html + '\n')), [html]);
});

test('any split of the bytes gives the same lines', () => {
  const log = `${ESC}[32;1mgrün${ESC}[0m 😀\r\n10%\r20%\rab\n`
    + `section_start:1700000000:first[collapsed=true]\r${ESC}[0K${ESC}[36mHead${ESC}[0m\nin\n`
    + `section_end:1700000005:first\r${ESC}[0Ksection_start:1700000006:second\r${ESC}[0KTwo\n${ESC}[38;5;208mx${ESC}[0m\n`
    + `section_end:1700000009:second\r${ESC}[0K\n${ESC}]8;;http://x\x07link${ESC}]8;;\x07\nlast`;
  const whole = seen(parse(log));
  assert.equal(whole.lines.length, 8);
  for (const size of [1, 2, 3, 5, 7, 31, 64]) {
    assert.deepEqual(seen(parseInPieces(log, size)), whole, `pieces of ${size}`);
  }
});

test('one line of ten megabytes is one line', () => {
  const parser = parseInPieces('x'.repeat(10_000_000) + '\nend\n', 65536);
  assert.equal(parser.lines.length, 2);
  assert.equal(parser.lines[0].length, 10_000_000);
});

test('changes are reported from the first line that changed', () => {
  const parser = parseInPieces('one\ntwo\nthree', 1000);
  assert.equal(parser.takeDirty(), 0);
  assert.equal(parser.takeDirty(), Infinity);
  parser.push(new TextEncoder().encode(' more\nfour'));
  assert.equal(parser.takeDirty(), 2);
});
