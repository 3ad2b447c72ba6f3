import { PLAIN } from './style.js';

const TAB = 8;
const BEYOND_ASCII = /[^\x20-\x7e]/;

/**
 * One line as a terminal would show it: runs of styled text, a cursor that `\r` and a few escape sequences move back,
 * and what an overwritten line still shows right of the cursor.
 */
export class Line {
  /** @type {{text: string, style: object}[]} what is left of the cursor */
  #left = [];
  /** @type {{text: string, style: object}[] | null} the whole line before the cursor went back */
  #under = null;
  #column = 0;
  #spans = null;
  #length = 0;

  constructor(stream, time) {
    /** '00O', '01E' … of the timestamp format; null: a log without timestamps. */
    this.stream = stream;
    /** The timestamp as it stood in the log; null: none. */
    this.time = time;
    /** The innermost section this line lies in. */
    this.section = null;
    /** The section this line is the header of. */
    this.header = null;
    /** Position in the log, from 0; -1 until the line shows something. */
    this.index = -1;
    /** A carriage return waits for what follows: true, or the section marker that stood before it. */
    this.carriage = false;
    /** A section marker stood here: with no text beside it there is no line to show. */
    this.marked = false;
    /** Not only ASCII: a character may be wider than a column. */
    this.wide = false;
  }

  /** Runs of text, left to right. */
  get spans() {
    return (this.#spans ??= this.#under ? joined(this.#left, after(this.#under, this.#column)) : this.#left);
  }

  /** UTF-16 code units shown. */
  get length() {
    return this.#length;
  }

  get text() {
    return this.spans.map(span => span.text).join('');
  }

  /** The text before the cursor, at most about `count` characters of it. */
  tail(count) {
    const last = this.#left.at(-1);
    return last ? last.text.slice(-count) : '';
  }

  write(text, style) {
    if (this.carriage) {
      this.carriage = false;
      this.moveTo(0);
    }
    this.wide ||= BEYOND_ASCII.test(text);
    const last = this.#left.at(-1);
    if (last && last.style === style) {
      last.text += text;
    } else {
      this.#left.push({ text, style });
    }
    this.#column += text.length;
    this.#length = Math.max(this.#length, this.#column);
    this.#spans = null;
  }

  tab(style) {
    const column = this.carriage ? 0 : this.#column;
    this.write(' '.repeat(TAB - (column % TAB)), style);
  }

  /** Moves the cursor; what is right of it stays until it is overwritten. */
  moveTo(column) {
    this.carriage = false;
    const all = this.spans;
    const target = Math.max(0, Math.min(column, this.#length));
    this.#under = all;
    this.#left = before(all, target);
    this.#column = target;
    this.#spans = null;
  }

  moveBy(columns) {
    this.moveTo((this.carriage ? 0 : this.#column) + columns);
  }

  /** `ESC[K`: 0 right of the cursor, 1 left of it, 2 all. */
  erase(mode) {
    if (this.carriage) {
      this.moveTo(0);
    }
    if (mode === 0) {
      this.#under = null;
    } else {
      this.#left = [{ text: ' '.repeat(this.#column), style: PLAIN }];
      this.#under = mode === 2 ? null : this.#under;
    }
    this.#spans = null;
    this.#length = this.#under ? this.#length : this.#column;
  }

  /** Takes the last `count` characters before the cursor away. */
  cut(count) {
    this.carriage = false;
    this.#left = before(this.#left, this.#column - count);
    this.#under = null;
    this.#column -= count;
    this.#length = this.#column;
    this.#spans = null;
  }
}

function before(spans, column) {
  const kept = [];
  let left = column;
  for (const { text, style } of spans) {
    if (left <= 0) {
      break;
    }
    kept.push({ text: text.length > left ? text.slice(0, left) : text, style });
    left -= text.length;
  }
  return kept;
}

function after(spans, column) {
  const kept = [];
  let skip = column;
  for (const { text, style } of spans) {
    if (skip < text.length) {
      kept.push({ text: skip > 0 ? text.slice(skip) : text, style });
    }
    skip -= text.length;
  }
  return kept;
}

function joined(left, right) {
  return right.length > 0 ? [...left, ...right] : left;
}
