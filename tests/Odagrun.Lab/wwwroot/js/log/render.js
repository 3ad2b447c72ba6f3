// Turns lines of a log into elements. Text only ever becomes text nodes: a log cannot put markup into the page.

import { h } from '../page/dom.js';
import { duration } from '../page/format.js';
import { icon } from '../page/icons.js';
import { BLINK, BOLD, DIM, HIDDEN, INVERSE, ITALIC, STRIKE, UNDERLINE, paletteColor } from './style.js';

const FLAGS = [[BOLD, 'bold'], [DIM, 'dim'], [ITALIC, 'italic'], [UNDERLINE, 'underline'], [BLINK, 'blink'],
  [INVERSE, 'inverse'], [HIDDEN, 'hidden'], [STRIKE, 'strike']];
const LINK = /https?:\/\/[^\s<>"'`\\^{}|]+/g;
const AFTER_LINK = /[.,;:!?)\]]+$/;

/** One line, or the rows of it that are in sight. */
export function lineElement(line, part, { href, selected, match }) {
  const element = h('div', { class: 'line' + (selected ? ' selected' : '') + (line.stream?.endsWith('E') ? ' stderr' : ''), 'data-line': line.index + 1 });
  if (part.from === 0) {
    element.append(
      h('a', { class: 'number', href, title: line.time ?? undefined, 'aria-label': `Line ${line.index + 1}` }, String(line.index + 1)),
      line.time ? h('time', { class: 'stamp', datetime: line.time, title: line.time }, line.time.slice(11, 23)) : '',
      line.header ? foldButton(line.header) : '',
    );
  }
  element.append(h('div', { class: 'text' }, rows(line, part, match)));
  if (line.header && part.from === 0 && !line.header.hideDuration) {
    element.append(sectionTime(line.header));
  }
  return element;
}

function foldButton(section) {
  return h('button', { class: 'fold', type: 'button', 'aria-expanded': String(!section.collapsed), 'aria-label': `Section ${section.name}`,
    'data-section': section.name }, icon('chevron'));
}

function sectionTime(section) {
  return section.duration === null
    ? h('span', { class: 'duration open' }, '…')
    : h('span', { class: 'duration' }, duration(section.duration));
}

function rows(line, part, match) {
  if (line.header && line.length === 0) {
    return [h('span', { class: 'bold' }, line.header.name.replaceAll('_', ' '))];
  }
  if (part.ranges.length === 1) {
    return runs(line.spans, part.ranges[0], match);
  }
  return part.ranges.map(range => h('div', {}, runs(line.spans, range, match)));
}

// The styled runs between two characters of a line; what a search found is marked.
function runs(spans, [from, to], match) {
  const elements = [];
  let at = 0;
  for (const { text, style } of spans) {
    const end = at + text.length;
    if (end > from && at < to) {
      const visible = text.slice(Math.max(0, from - at), Math.min(text.length, to - at));
      elements.push(run(visible, style, match));
    }
    at = end;
    if (at >= to) {
      break;
    }
  }
  return elements;
}

function run(text, style, match) {
  const content = match ? marked(text, match) : linked(text);
  const element = h('span', { class: classesOf(style) || undefined }, content);
  paint(element, style);
  return element;
}

function classesOf({ fg, bg, flags }) {
  const names = FLAGS.filter(([flag]) => flags & flag).map(([, name]) => name);
  if (fg !== null) {
    names.push('fg', fg <= 15 ? `fg${fg}` : '');
  }
  if (bg !== null) {
    names.push('bg', bg <= 15 ? `bg${bg}` : '');
  }
  return names.join(' ').trim();
}

// Colours beyond the theme's sixteen are what the log says.
function paint(element, { fg, bg }) {
  for (const [name, color] of [['--fg', exact(fg)], ['--bg', exact(bg)]]) {
    if (color) {
      element.style.setProperty(name, color);
    }
  }
}

function exact(color) {
  return typeof color === 'string' ? color : color > 15 ? paletteColor(color) : null;
}

function linked(text) {
  const parts = [];
  let at = 0;
  for (const match of text.includes('http') ? text.matchAll(LINK) : []) {
    const url = match[0].replace(AFTER_LINK, '');
    parts.push(text.slice(at, match.index), h('a', { href: url, rel: 'noreferrer noopener', target: '_blank' }, url));
    at = match.index + url.length;
  }
  parts.push(text.slice(at));
  return parts;
}

function marked(text, match) {
  const parts = [];
  const lower = text.toLowerCase();
  let at = 0;
  for (let found = lower.indexOf(match); found >= 0; found = lower.indexOf(match, at)) {
    parts.push(text.slice(at, found), h('mark', {}, text.slice(found, found + match.length)));
    at = found + match.length;
  }
  parts.push(text.slice(at));
  return parts;
}
