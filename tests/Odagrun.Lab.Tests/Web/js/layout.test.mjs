import assert from 'node:assert/strict';
import test from 'node:test';
import { RowLayout, columnsOf } from '../../../Odagrun.Lab/wwwroot/js/log/layout.js';
import { ROW, RowWindow } from '../../../Odagrun.Lab/wwwroot/js/log/window.js';
import { ESC, parse, parseInPieces } from './logs.mjs';

function laidOut(text, columns) {
  const { lines } = parse(text);
  const layout = new RowLayout();
  layout.reset(lines, columns);
  return { lines, layout };
}

/** The text of all rows, asked for `height` rows at a time. */
function rows({ lines, layout }, height = 3) {
  const shown = [];
  for (let first = 0; first < layout.rowCount; first += height) {
    for (const { index, ranges, from, to } of layout.slice(first, Math.min(first + height, layout.rowCount))) {
      const text = lines[index].text;
      const parts = ranges.length === 1 && to - from > 1
        ? Array.from({ length: to - from }, (_, i) => text.slice(ranges[0][0] + i * layout.columns, Math.min(ranges[0][1], ranges[0][0] + (i + 1) * layout.columns)))
        : ranges.map(([start, end]) => text.slice(start, end));
      shown.push(...parts);
    }
  }
  return shown;
}

test('long lines take several rows, empty ones one', () => {
  assert.deepEqual(rows(laidOut('abcdefg\n\nxyz\nabcd\n', 4)), ['abcd', 'efg', '', 'xyz', 'abcd']);
});

test('wide characters take two columns and are not cut', () => {
  assert.deepEqual(rows(laidOut('変数が未使用です\n', 6)), ['変数が', '未使用', 'です']);
  assert.deepEqual(rows(laidOut('a変b数c\n', 4)), ['a変b', '数c']);
  assert.deepEqual(rows(laidOut('😀😀😀\n', 4)), ['😀😀', '😀']);
  assert.deepEqual(['a', 'é', '\u0301', '\u200b', '中', '한', '😀'].map(c => columnsOf(c.codePointAt(0))), [1, 1, 0, 0, 2, 2, 2]);
});

test('folded lines take no row, their header stays', () => {
  const { lines, layout } = laidOut(`a\nsection_start:1:s[collapsed=true]\r${ESC}[0Khead\nin\nin\nsection_end:2:s\r${ESC}[0K\nb\n`, 10);
  assert.deepEqual(rows({ lines, layout }), ['a', 'head', 'b']);
  assert.equal(layout.rowOf(2), -1);
  lines[1].header.collapsed = false;
  layout.update(1);
  assert.deepEqual(rows({ lines, layout }), ['a', 'head', 'in', 'in', 'b']);
  assert.equal(layout.rowOf(4), 4);
});

test('an update lays out only what follows, with the same result as laying out all', () => {
  const parser = parseInPieces('one\ntwo two two\nthree', 1000);
  const layout = new RowLayout();
  layout.reset(parser.lines, 5);
  parser.takeDirty();
  parser.push(new TextEncoder().encode(' goes on\nfour\n'));
  layout.update(parser.takeDirty());
  const whole = new RowLayout();
  whole.reset(parser.lines, 5);
  assert.deepEqual(rows({ lines: parser.lines, layout }), rows({ lines: parser.lines, layout: whole }));
  assert.equal(layout.rowCount, 8);
});

test('a window into one huge line asks for its part only', () => {
  const { layout } = laidOut('x'.repeat(1_000_000) + '\n', 100);
  const [part] = layout.slice(5000, 5040);
  assert.deepEqual([part.from, part.to, part.ranges], [5000, 5040, [[500_000, 504_000]]]);
});

test('a log taller than a browser can scroll reaches from its first to its last row', () => {
  const window = new RowWindow(10_000_000, 600);
  assert.ok(window.scrolled <= 12_000_000);
  assert.equal(window.topOf(0), 0);
  assert.equal(window.topOf(window.scrolled - 600), 10_000_000 * ROW - 600);
  const target = window.topOf(window.scrollTo(5_000_000));
  assert.ok(Math.abs(target - (5_000_000 * ROW - 200)) < 1);
});
