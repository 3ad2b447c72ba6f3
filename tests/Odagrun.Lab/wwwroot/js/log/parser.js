// Turns a job's log, as it arrives in pieces of bytes, into lines. Knows nothing about a page.

import { Line } from './line.js';
import { SectionTree, markerAtEnd, MARKER_LENGTH } from './sections.js';
import { PLAIN, applySgr } from './style.js';

// Timestamp, stream number, O or E, and whether the line goes on where that stream's last one ended.
const HEADER = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{2}[OE])([ +])/y;
const HEADER_LENGTH = 32;
const HEADER_SHAPE = 'dddd-dd-ddTdd:dd:dd.ddddddZ xxOc';
// eslint-disable-next-line no-control-regex -- control characters are the subject
const CONTROL = /[\x00-\x1f\x7f-\x9f]/g;
const CSI = /\x1b\[([0-?]*)[ -/]*([@-~])/y;
const OTHER_ESCAPE = /\x1b[ -/]*[0-Z\\^-~]/y;
const UNFINISHED_ESCAPE = /^\x1b(\[[0-?]{0,256}[ -/]{0,16}|[ -/]{0,16})$/;
const OSC_LIMIT = 4096;

export class LogParser {
  /** Lines that show something, in order. */
  lines = [];
  #sections = new SectionTree();
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #held = '';
  #atStart = true;
  /** The line being written; null: none yet after a newline. */
  #line = null;
  #stream = null;
  /** In the timestamp format each stream has its own open line and style. */
  #open = new Map();
  #styles = new Map();
  #dirty = Infinity;

  /** All sections, in order of their start. */
  get sections() {
    return this.#sections.all;
  }

  /** Whether any line carries a timestamp. */
  get timestamped() {
    return this.#open.size > 0;
  }

  /** The first line that changed since the last call, or Infinity. */
  takeDirty() {
    const dirty = this.#dirty;
    this.#dirty = Infinity;
    return dirty;
  }

  /** Takes the next bytes of the log. */
  push(bytes) {
    this.#read(this.#decoder.decode(bytes, { stream: true }), false);
  }

  /** No more bytes will come. */
  finish() {
    this.#read(this.#decoder.decode(), true);
  }

  #read(more, last) {
    const text = this.#held + more;
    this.#held = '';
    let at = 0;
    while (at < text.length) {
      const next = this.#atStart ? this.#begin(text, at, last) : this.#step(text, at, last);
      if (next < 0) {
        this.#held = text.slice(at);
        return;
      }
      at = next;
    }
  }

  // At the start of a physical line: the timestamp header, if there is one. -1: more is needed to tell.
  #begin(text, at, last) {
    HEADER.lastIndex = at;
    const match = HEADER.exec(text);
    if (!match) {
      if (!last && text.length - at < HEADER_LENGTH && couldBeHeader(text, at)) {
        return -1;
      }
      this.#atStart = false;
      this.#stream = null;
      this.#line = null;
      return at;
    }
    this.#atStart = false;
    this.#stream = match[2];
    this.#line = match[3] === '+' ? this.#open.get(this.#stream) ?? null : null;
    if (!this.#line) {
      this.#start(match[1]);
    }
    return at + HEADER_LENGTH;
  }

  #start(time) {
    this.#line = new Line(this.#stream, time);
    if (this.#stream !== null) {
      this.#open.set(this.#stream, this.#line);
    }
  }

  // Plain text up to the next control character, or that character with what belongs to it.
  #step(text, at, last) {
    CONTROL.lastIndex = at;
    const match = CONTROL.exec(text);
    const end = match ? match.index : text.length;
    if (end > at) {
      this.#write(text.slice(at, end));
      return end;
    }
    switch (text[at]) {
      case '\n':
        this.#newline();
        return at + 1;
      case '\r':
        this.#carriageReturn();
        return at + 1;
      case '\t':
        this.#shown().tab(this.#style);
        return at + 1;
      case '\b':
        this.#line?.moveBy(-1);
        return at + 1;
      case '\x1b':
        return this.#escape(text, at, last);
      default:
        return at + 1;
    }
  }

  get #style() {
    return this.#styles.get(this.#stream) ?? PLAIN;
  }

  #write(text) {
    this.#shown().write(text, this.#style);
  }

  #newline() {
    if (!this.#line) {
      this.#start(null);
    }
    if (!this.#line.marked) {
      this.#show(this.#line);
    }
    this.#atStart = true;
  }

  #carriageReturn() {
    if (this.#line) {
      this.#line.carriage = markerAtEnd(this.#line.tail(MARKER_LENGTH)) ?? true;
    }
  }

  // The current line, on its place in the log.
  #shown() {
    if (!this.#line) {
      this.#start(null);
    }
    return this.#show(this.#line);
  }

  #show(line) {
    if (line.index < 0) {
      line.index = this.lines.length;
      line.section = this.#sections.current;
      this.lines.push(line);
    }
    this.#dirty = Math.min(this.#dirty, line.index);
    return line;
  }

  #escape(text, at, last) {
    if (text[at + 1] === ']') {
      return this.#skipCommand(text, at, last);
    }
    CSI.lastIndex = at;
    const csi = CSI.exec(text);
    if (csi) {
      this.#control(csi[2], csi[1]);
      return CSI.lastIndex;
    }
    OTHER_ESCAPE.lastIndex = at;
    if (OTHER_ESCAPE.test(text)) {
      return OTHER_ESCAPE.lastIndex;
    }
    return !last && UNFINISHED_ESCAPE.test(text.slice(at, at + 300)) ? -1 : at + 1;
  }

  // An operating system command (a title, a link): ends with BEL or ESC \, shows nothing itself.
  #skipCommand(text, at, last) {
    const ending = /\x07|\x1b\\|\n/g;
    ending.lastIndex = at + 2;
    const match = ending.exec(text);
    if (match) {
      return match[0] === '\n' ? match.index : ending.lastIndex;
    }
    return last || text.length - at > OSC_LIMIT ? at + 2 : -1;
  }

  #control(final, parameters) {
    const line = this.#line;
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    if (final === 'm') {
      this.#styles.set(this.#stream, applySgr(this.#style, parameters));
    } else if (final === 'K' && line) {
      this.#erase(line, Number.parseInt(parameters, 10) || 0);
    } else if (final === 'G' && line) {
      line.moveTo(count - 1);
    } else if (final === 'C' && line) {
      line.moveBy(count);
    } else if (final === 'D' && line) {
      line.moveBy(-count);
    }
  }

  // `\r ESC[0K` behind a marker makes it a section; anywhere else it clears the line.
  #erase(line, mode) {
    const marker = line.carriage;
    if (mode === 0 && typeof marker === 'object') {
      this.#section(line, marker);
    } else if (line.index >= 0) {
      line.erase(mode);
      this.#show(line);
    }
  }

  #section(line, marker) {
    line.cut(marker.length);
    line.marked = true;
    if (line.length > 0) {
      this.#show(line);
      this.#start(line.time);
      this.#line.marked = true;
    } else if (line.index >= 0 && !line.header) {
      this.#withdraw(line);
    } else if (line.header) {
      this.#start(line.time);
      this.#line.marked = true;
    }
    if (marker.starts) {
      const header = this.#show(this.#line);
      header.header = this.#sections.open(marker);
      header.header.header = header;
    } else {
      this.#dirty = Math.min(this.#dirty, this.#sections.close(marker)?.header.index ?? Infinity);
    }
  }

  // A line that held nothing but a marker was shown while the marker came in.
  #withdraw(line) {
    this.lines.splice(line.index, 1);
    this.#dirty = Math.min(this.#dirty, line.index);
    for (let i = line.index; i < this.lines.length; i++) {
      this.lines[i].index = i;
    }
    line.index = -1;
    line.section = null;
  }
}

function couldBeHeader(text, at) {
  for (let i = 0; at + i < text.length; i++) {
    const c = text[at + i];
    const shape = HEADER_SHAPE[i];
    const fits = shape === 'd' ? c >= '0' && c <= '9'
      : shape === 'x' ? /[0-9a-f]/.test(c)
        : shape === 'O' ? c === 'O' || c === 'E'
          : shape === 'c' ? c === ' ' || c === '+'
            : c === shape;
    if (!fits) {
      return false;
    }
  }
  return true;
}
