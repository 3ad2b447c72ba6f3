import assert from 'node:assert/strict';
import test from 'node:test';
import { ESC, parse, parseInPieces, seen, texts } from './logs.mjs';

const start = (time, name) => `section_start:${time}:${name}\r${ESC}[0K`;
const end = (time, name) => `section_end:${time}:${name}\r${ESC}[0K`;
const inSection = parser => parser.lines.map(line => `${line.section?.name ?? '-'}: ${line.text}`);

test('a section has a header, lines and a duration', () => {
  const parser = parse(`before\n${start(100, 'get_sources')}Getting source\nfetch\n${end(103, 'get_sources')}after\n`);
  assert.deepEqual(inSection(parser), ['-: before', '-: Getting source', 'get_sources: fetch', '-: after']);
  assert.equal(parser.lines[1].header, parser.sections[0]);
  assert.equal(parser.sections[0].duration, 3);
});

test('the end of one and the start of the next stand on one line, as the runner writes them', () => {
  const parser = parse(`${ESC}[0K${start(1, 'a')}A\nx\n${end(2, 'a')}${start(2, 'b')}B\ny\n${end(5, 'b')}\n`);
  assert.deepEqual(inSection(parser), ['-: A', 'a: x', '-: B', 'b: y']);
});

test('sections nest, and closing the outer one closes the inner', () => {
  const parser = parse(`${start(1, 'outer')}O\n${start(2, 'inner')}I\nx\n${end(9, 'outer')}after\n`);
  assert.deepEqual(inSection(parser), ['-: O', 'outer: I', 'inner: x', '-: after']);
  assert.deepEqual(parser.sections.map(({ duration, depth }) => [duration, depth]), [[8, 0], [7, 1]]);
});

test('a folded outer section folds the inner one', () => {
  const parser = parse(`${start(1, 'outer[collapsed=true]')}O\n${start(2, 'inner')}I\nx\n`);
  assert.deepEqual(parser.sections.map(section => section.folded), [true, true]);
  parser.sections[0].collapsed = false;
  assert.deepEqual(parser.sections.map(section => section.folded), [false, false]);
});

test('options: collapsed and hide_duration', () => {
  const parser = parse(`${start(1, 'a[collapsed=true,hide_duration=true]')}A\n${end(2, 'a')}${start(3, 'b[collapsed=false]')}B\n${end(4, 'b')}`);
  assert.deepEqual(parser.sections.map(({ collapsed, hideDuration }) => [collapsed, hideDuration]), [[true, true], [false, false]]);
});

test('a section without header text still has its line', () => {
  const parser = parse(`${start(1, 'quiet')}\nx\n${end(2, 'quiet')}\n`);
  assert.deepEqual(texts(parser), ['', 'x']);
  assert.equal(parser.lines[0].header.name, 'quiet');
});

test('text before a marker keeps its own line', () => {
  const parser = parse(`${start(1, 'a')}A\nno newline${end(2, 'a')}after\n`);
  assert.deepEqual(inSection(parser), ['-: A', 'a: no newline', '-: after']);
});

test('an open section has no duration; an end without a start changes nothing', () => {
  const parser = parse(`${end(1, 'ghost')}${start(2, 'a')}A\nx\n`);
  assert.equal(parser.sections.length, 1);
  assert.equal(parser.sections[0].duration, null);
});

test('a word that looks like a marker is text', () => {
  const text = 'echo section_start:1:name and section_end:2:name';
  assert.deepEqual(texts(parse(text + '\n')), [text]);
  assert.deepEqual(texts(parse('section_start:1:crlf\r\nx\n')), ['section_start:1:crlf', 'x']);
  assert.equal(parse('section_start:1:crlf\r\nx\n').sections.length, 0);
});

test('a name that could be markup is no section', () => {
  assert.equal(parse(`section_start:1:<b>\r${ESC}[0Kx\n`).sections.length, 0);
});

test('a marker that arrives byte by byte leaves no line behind', () => {
  const log = `one\n${end(1, 'x')}${start(1, 'a')}${start(2, 'b')}${end(3, 'b')}${end(4, 'a')}two\n`;
  assert.deepEqual(seen(parseInPieces(log, 1)), seen(parse(log)));
  assert.deepEqual(texts(parse(log)), ['one', '', '', 'two']);
});
