import assert from 'node:assert/strict';
import test from 'node:test';
import { BLINK, BOLD, DIM, HIDDEN, INVERSE, ITALIC, PLAIN, STRIKE, UNDERLINE, applySgr, paletteColor, styleOf } from '../../../Odagrun.Lab/wwwroot/js/log/style.js';
import { ESC, parse } from './logs.mjs';

const after = (...parameters) => parameters.reduce(applySgr, PLAIN);

test('the sixteen colours, front and back', () => {
  for (let i = 0; i < 8; i++) {
    assert.equal(after(`${30 + i}`), styleOf(i, null, 0));
    assert.equal(after(`${40 + i}`), styleOf(null, i, 0));
    assert.equal(after(`${90 + i}`), styleOf(8 + i, null, 0));
    assert.equal(after(`${100 + i}`), styleOf(null, 8 + i, 0));
  }
});

test('each attribute goes on and off', () => {
  const pairs = [['1', '22', BOLD], ['2', '22', DIM], ['3', '23', ITALIC], ['4', '24', UNDERLINE], ['5', '25', BLINK],
    ['7', '27', INVERSE], ['8', '28', HIDDEN], ['9', '29', STRIKE]];
  for (const [on, off, flag] of pairs) {
    assert.equal(after(on).flags, flag, on);
    assert.equal(after(on, off), PLAIN, off);
  }
  assert.equal(after('4:0'), PLAIN);
  assert.equal(after('4', '4:0'), PLAIN);
});

test('several parameters in one sequence, and empty ones mean reset', () => {
  assert.equal(after('1;31;42'), styleOf(1, 2, BOLD));
  assert.equal(after('1;31', ''), PLAIN);
  assert.equal(after('1;31', '0;32'), styleOf(2, null, 0));
  assert.equal(after('31', ';1'), styleOf(null, null, BOLD));
  assert.equal(after('31;44', '39'), styleOf(null, 4, 0));
  assert.equal(after('31;44', '49'), styleOf(1, null, 0));
});

test('256 colours and true colour, with semicolons and colons', () => {
  assert.equal(after('38;5;208').fg, 208);
  assert.equal(after('48:5:17').bg, 17);
  assert.equal(after('38;2;1;2;255').fg, '#0102ff');
  assert.equal(after('48:2::10:20:30').bg, '#0a141e');
  assert.equal(after('38:2:10:20:30').fg, '#0a141e');
  assert.equal(after('38;5;208;1;4'), styleOf(208, null, BOLD | UNDERLINE));
});

test('colours out of range change nothing', () => {
  for (const bad of ['38;5;256', '38;5', '38;2;1;2', '38;2;1;2;300', '38', '38;9', '38:5:x', '999']) {
    assert.equal(after('31', bad).fg, 1, bad);
  }
});

test('the palette beyond sixteen', () => {
  assert.equal(paletteColor(16), '#000000');
  assert.equal(paletteColor(208), '#ff8700');
  assert.equal(paletteColor(231), '#ffffff');
  assert.equal(paletteColor(232), '#080808');
  assert.equal(paletteColor(255), '#eeeeee');
});

test('a colour lasts over lines until it is reset', () => {
  const { lines } = parse(`a${ESC}[31mb\nc${ESC}[md\n`);
  assert.deepEqual(lines.map(line => line.spans.map(({ text, style }) => [text, style.fg])), [[['a', null], ['b', 1]], [['c', 1], ['d', null]]]);
});
