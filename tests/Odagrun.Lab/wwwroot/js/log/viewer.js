// Shows a parsed log in a scrolling element. Only the rows in sight are elements, so that size does not matter.

import { h, listen } from '../page/dom.js';
import { RowLayout } from './layout.js';
import { lineElement } from './render.js';
import { ROW, RowWindow } from './window.js';

const OVERSCAN = 15;
const AT_END = 8;

export class LogViewer extends EventTarget {
  #scroller;
  #sheet = h('div', { class: 'sheet' });
  #probe = h('span', { class: 'probe', 'aria-hidden': 'true' }, '0'.repeat(100));
  #layout = new RowLayout();
  #nodes = new Map();
  #parser = null;
  #href = () => '#';
  #following = false;
  #wanted = null;
  #selected = 0;
  #match = '';
  #frame = 0;
  #ownScroll = -1;
  #observer = new ResizeObserver(() => this.relayout());

  constructor(scroller) {
    super();
    this.#scroller = scroller;
    scroller.append(this.#probe, this.#sheet);
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    listen(scroller, 'click', 'button.fold', button => this.#toggle(Number(button.closest('.line').dataset.line) - 1));
    this.#observer.observe(scroller);
  }

  /** Shows another log; href gives the address of a line. */
  show(parser, href) {
    this.#parser = parser;
    this.#href = href;
    this.#selected = 0;
    this.#wanted = null;
    this.#match = '';
    this.relayout();
  }

  /** Whether the window stays at the end while lines come in. */
  get following() {
    return this.#following;
  }

  set following(value) {
    if (this.#following !== value) {
      this.#following = value;
      this.dispatchEvent(new Event('following'));
    }
    this.#draw();
  }

  /** More of the log was parsed. */
  update() {
    const dirty = this.#parser.takeDirty();
    if (dirty === Infinity) {
      return;
    }
    if (dirty === 0 || this.#gutterChanged()) {
      this.relayout();
      return;
    }
    this.#layout.update(dirty);
    this.#forget(dirty);
    this.#draw();
  }

  /** Marks a line (from 1), opens the sections around it and brings it into sight; waits for it while it is not there yet. */
  select(number) {
    this.#selected = number;
    this.#wanted = number > 0 ? number : null;
    this.#nodes.clear();
    this.#draw();
  }

  /** Marks a text wherever it stands, and gives the lines that hold it. */
  search(text) {
    this.#match = text.toLowerCase();
    this.#nodes.clear();
    this.#draw();
    return this.#match === '' ? [] : this.#parser.lines.filter(line => line.text.toLowerCase().includes(this.#match)).map(line => line.index + 1);
  }

  /** Opens or closes all sections. */
  foldAll(collapsed) {
    for (const section of this.#parser.sections) {
      section.collapsed = collapsed;
    }
    this.relayout();
  }

  close() {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #toggle(index) {
    const section = this.#parser.lines[index]?.header;
    if (!section) {
      return;
    }
    section.collapsed = !section.collapsed;
    this.following = false;
    this.#layout.update(index);
    this.#nodes.clear();
    this.#drawNow();
    this.#sheet.querySelector(`[data-line="${index + 1}"] button.fold`)?.focus();
  }

  #digits = 0;

  // The column of line numbers grows with the log, which leaves the text less room.
  #gutterChanged() {
    return this.#digitsNeeded() !== this.#digits;
  }

  #digitsNeeded() {
    return Math.max(3, String(this.#parser.lines.length).length);
  }

  /** Lays out anew: the room for text or the folding changed. */
  relayout() {
    if (!this.#parser) {
      return;
    }
    this.#digits = this.#digitsNeeded();
    this.#scroller.style.setProperty('--digits', this.#digits);
    this.#scroller.classList.toggle('stamped', this.#parser.timestamped);
    const character = this.#probe.getBoundingClientRect().width / 100;
    const style = getComputedStyle(this.#sheet);
    const room = this.#sheet.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const columns = character > 0 ? Math.max(20, Math.floor(room / character)) : 80;
    this.#sheet.style.setProperty('--columns', columns);
    this.#parser.takeDirty();
    this.#layout.reset(this.#parser.lines, columns);
    this.#nodes.clear();
    this.#draw();
  }

  #forget(first) {
    for (const [key, node] of this.#nodes) {
      if (node.index >= first) {
        this.#nodes.delete(key);
      }
    }
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    if (Math.abs(scrollTop - this.#ownScroll) > 1) {
      this.#wanted = null;
      const atEnd = scrollHeight - clientHeight - scrollTop < AT_END;
      if (atEnd !== this.#following) {
        this.#following = atEnd;
        this.dispatchEvent(new Event('following'));
      }
    }
    this.#draw();
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#parser) {
      return;
    }
    const rows = new RowWindow(this.#layout.rowCount, this.#scroller.clientHeight);
    this.#sheet.style.height = `${rows.scrolled}px`;
    this.#goWhereWanted(rows);
    const { scrollTop } = this.#scroller;
    const top = rows.topOf(scrollTop);
    const first = Math.floor(top / ROW) - OVERSCAN;
    const last = Math.ceil((top + rows.height) / ROW) + OVERSCAN;
    this.#place(this.#layout.slice(first, last), scrollTop - top);
  }

  #goWhereWanted(rows) {
    if (this.#wanted !== null && this.#parser.lines[this.#wanted - 1]) {
      this.#unfold(this.#parser.lines[this.#wanted - 1]);
      this.#moveTo(new RowWindow(this.#layout.rowCount, rows.height).scrollTo(this.#layout.rowOf(this.#wanted - 1)));
    } else if (this.#following) {
      this.#moveTo(this.#scroller.scrollHeight);
    }
  }

  #moveTo(scrollTop) {
    this.#scroller.scrollTop = scrollTop;
    this.#ownScroll = this.#scroller.scrollTop;
  }

  #unfold(line) {
    if (!line.section?.folded) {
      return;
    }
    for (let section = line.section; section; section = section.parent) {
      section.collapsed = false;
    }
    this.#layout.update(0);
    this.#nodes.clear();
    this.#sheet.style.height = `${new RowWindow(this.#layout.rowCount, 0).scrolled}px`;
  }

  #place(parts, shift) {
    const kept = new Map();
    let before = this.#sheet.firstChild;
    for (const part of parts) {
      const key = `${part.index}:${part.from}:${part.to}`;
      const node = this.#nodes.get(key) ?? { index: part.index, element: this.#element(part) };
      kept.set(key, node);
      node.element.style.transform = `translateY(${part.row * ROW + shift}px)`;
      if (node.element === before) {
        before = before.nextSibling;
      } else {
        this.#sheet.insertBefore(node.element, before);
      }
    }
    while (before) {
      const next = before.nextSibling;
      before.remove();
      before = next;
    }
    this.#nodes = kept;
  }

  #element(part) {
    const line = this.#parser.lines[part.index];
    const element = lineElement(line, part, { href: this.#href(part.index + 1), selected: part.index + 1 === this.#selected, match: this.#match });
    element.style.height = `${(part.to - part.from) * ROW}px`;
    return element;
  }
}
