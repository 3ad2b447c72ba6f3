// Curves from each job to those it needs, behind the cards; the ones of a job stand out while it is pointed at.

import { listen } from '../page/dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const watched = new WeakSet();

export function drawNeeds(graph, jobs) {
  if (!watched.has(graph)) {
    watched.add(graph);
    watch(graph);
  }
  graph.querySelector('svg.lines')?.remove();
  const cards = new Map([...graph.querySelectorAll('[data-job]')].map(card => [card.dataset.job, card.querySelector('.card')]));
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'lines');
  svg.setAttribute('aria-hidden', 'true');
  const origin = graph.getBoundingClientRect();
  for (const job of jobs) {
    for (const need of job.needs) {
      const [from, to] = [cards.get(need), cards.get(job.name)];
      if (from && to) {
        svg.append(curve(box(from, origin, graph), box(to, origin, graph), need, job.name));
      }
    }
  }
  graph.prepend(svg);
}

function box(element, origin, graph) {
  const { left, right, top, height } = element.getBoundingClientRect();
  return { left: left - origin.left + graph.scrollLeft, right: right - origin.left + graph.scrollLeft, middle: top - origin.top + height / 2 };
}

function curve(from, to, need, job) {
  const path = document.createElementNS(SVG, 'path');
  const bend = Math.max(18, (to.left - from.right) / 2);
  const sameColumn = to.left < from.right;
  path.setAttribute('d', sameColumn
    ? `M${from.left} ${from.middle}C${from.left - 22} ${from.middle} ${to.left - 22} ${to.middle} ${to.left} ${to.middle}`
    : `M${from.right} ${from.middle}C${from.right + bend} ${from.middle} ${to.left - bend} ${to.middle} ${to.left} ${to.middle}`);
  path.dataset.from = need;
  path.dataset.to = job;
  return path;
}

function watch(graph) {
  const mark = name => {
    for (const path of graph.querySelectorAll('svg.lines path')) {
      path.classList.toggle('lit', name !== null && (path.dataset.to === name || path.dataset.from === name));
    }
  };
  for (const [on, off] of [['mouseover', 'mouseout'], ['focusin', 'focusout']]) {
    listen(graph, on, '[data-job]', card => mark(card.dataset.job));
    listen(graph, off, '[data-job]', () => mark(null));
  }
}
