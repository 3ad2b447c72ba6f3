// Where each line of a log stands when every row is equally high: lines longer than the window is wide take several
// rows, folded ones none. Answers "which line is at row r" in logarithmic time, for logs of any size.

/** Where the rows of one line begin; null: every `columns` characters. */
export function rowBreaks(line, columns) {
  if (!line.wide || line.length * 2 <= columns) {
    return null;
  }
  const breaks = [0];
  let used = 0;
  let at = 0;
  for (const character of line.text) {
    const width = columnsOf(character.codePointAt(0));
    if (used + width > columns) {
      breaks.push(at);
      used = 0;
    }
    used += width;
    at += character.length;
  }
  return breaks;
}

/** Columns a character takes in a terminal: 0 for those that join the one before, 2 for East Asian wide ones and emoji. */
export function columnsOf(code) {
  if (code < 0x300) {
    return 1;
  }
  if (code <= 0x36f || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f) || code === 0xfeff) {
    return 0;
  }
  const wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3)
    || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60)
    || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

export class RowLayout {
  #lines = [];
  #columns = 80;
  /** Line index by visible position, and the first row of each; one more at the end: the number of rows. */
  #visible = [];
  #starts = [0];
  #breaks = new Map();

  get rowCount() {
    return this.#starts[this.#visible.length];
  }

  get columns() {
    return this.#columns;
  }

  /** Lays all lines out anew. */
  reset(lines, columns) {
    this.#lines = lines;
    this.#columns = Math.max(1, columns);
    this.#breaks.clear();
    this.#place(0);
  }

  /** Lays out what changed: lines from `first` on. */
  update(first) {
    const position = this.#positionOf(first);
    for (let i = position; i < this.#visible.length; i++) {
      this.#breaks.delete(this.#visible[i]);
    }
    this.#place(first, position);
  }

  #place(first, position = 0) {
    this.#visible.length = position;
    this.#starts.length = position + 1;
    let row = this.#starts[position];
    for (let i = first; i < this.#lines.length; i++) {
      const line = this.#lines[i];
      if (line.section === null || !line.section.folded) {
        row += this.#rowsOf(line);
        this.#visible.push(i);
        this.#starts.push(row);
      }
    }
  }

  #rowsOf(line) {
    if (line.length <= this.#columns && !line.wide) {
      return 1;
    }
    const breaks = rowBreaks(line, this.#columns);
    if (breaks) {
      this.#breaks.set(line.index, breaks);
      return breaks.length;
    }
    return Math.max(1, Math.ceil(line.length / this.#columns));
  }

  /** The first visible position whose line is `index` or later. */
  #positionOf(index) {
    return lowerBound(this.#visible, index);
  }

  /** The row of a line's beginning, or -1 when it is folded away. */
  rowOf(index) {
    const position = this.#positionOf(index);
    return this.#visible[position] === index ? this.#starts[position] : -1;
  }

  /** What stands in the rows from `first` up to `last`: lines, and which of their rows. */
  slice(first, last) {
    const parts = [];
    let position = Math.max(0, upperBound(this.#starts, Math.max(0, first)) - 1);
    for (; position < this.#visible.length && this.#starts[position] < last; position++) {
      const index = this.#visible[position];
      const row = this.#starts[position];
      const rows = this.#starts[position + 1] - row;
      const from = Math.max(0, first - row);
      const to = Math.min(rows, last - row);
      parts.push({ index, row: row + from, from, to, rows, ranges: this.#ranges(index, from, to) });
    }
    return parts;
  }

  // Character ranges: one for a line that breaks evenly, one a row for one with wide characters.
  #ranges(index, from, to) {
    const { length } = this.#lines[index];
    const breaks = this.#breaks.get(index);
    if (!breaks) {
      return [[from * this.#columns, Math.min(length, to * this.#columns)]];
    }
    return Array.from({ length: to - from }, (_, i) => [breaks[from + i], breaks[from + i + 1] ?? length]);
  }
}

function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function upperBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
