// Maps a scroll bar of bounded height to any number of rows: browsers cut elements of more than some ten million
// pixels off, so that a log of a million lines scrolls faster than its scroll bar moves.

export const ROW = 20;
const TALLEST = 12_000_000;

export class RowWindow {
  constructor(rows, height) {
    this.full = rows * ROW;
    this.height = height;
    this.scrolled = Math.min(this.full, TALLEST);
  }

  /** Pixels of the whole log above the window for a scroll position. */
  topOf(scrollTop) {
    const range = this.scrolled - this.height;
    return range <= 0 || this.scrolled === this.full ? scrollTop : (scrollTop / range) * (this.full - this.height);
  }

  /** The scroll position that shows a row in the window, a third of it above. */
  scrollTo(row) {
    const top = Math.max(0, Math.min(row * ROW - this.height / 3, this.full - this.height));
    return this.scrolled === this.full ? top : (top / (this.full - this.height)) * (this.scrolled - this.height);
  }
}
