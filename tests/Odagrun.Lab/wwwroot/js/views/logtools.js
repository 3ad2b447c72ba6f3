// The bar above a log: search, timestamps, folding, raw text, and following the end.

import { h } from '../page/dom.js';
import { icon } from '../page/icons.js';

const STAMPS = 'odagrun-lab.stamps';

export function logTools(raw) {
  return h('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Log tools' },
    h('label', { class: 'search' }, icon('search', 'Search'), h('input', { type: 'search', placeholder: 'Search the log', 'aria-label': 'Search the log', 'data-tool': 'search' }),
      h('output', { 'data-tool': 'found' })),
    h('button', { type: 'button', 'data-tool': 'stamps', 'aria-pressed': 'false', title: 'Show timestamps (t)' }, icon('clock'), 'Timestamps'),
    h('button', { type: 'button', 'data-tool': 'fold', 'aria-pressed': 'false', title: 'Fold all sections (f)' }, icon('chevron'), 'Fold'),
    h('a', { class: 'button', href: raw, target: '_blank', title: 'The log as it came' }, icon('raw'), 'Raw'),
    h('button', { type: 'button', 'data-tool': 'follow', 'aria-pressed': 'false', title: 'Follow the end (End)' }, icon('end'), 'Follow'));
}

logTools.connect = (panel, viewer) => {
  const tool = name => panel.querySelector(`[data-tool=${name}]`);
  connectSearch(tool('search'), tool('found'), viewer);
  connectStamps(tool('stamps'), panel.querySelector('.log'), viewer);
  tool('fold').addEventListener('click', () => viewer.foldAll(toggle(tool('fold'))));
  tool('follow').addEventListener('click', () => (viewer.following = !viewer.following));
  const showFollowing = () => tool('follow').setAttribute('aria-pressed', String(viewer.following));
  viewer.addEventListener('following', showFollowing);
  showFollowing();
};

function toggle(button) {
  const pressed = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(pressed));
  return pressed;
}

function connectStamps(button, log, viewer) {
  const apply = shown => {
    button.setAttribute('aria-pressed', String(shown));
    log.classList.toggle('stamps', shown);
    localStorage.setItem(STAMPS, shown ? '1' : '');
    viewer.relayout();
  };
  button.addEventListener('click', () => apply(button.getAttribute('aria-pressed') !== 'true'));
  apply(localStorage.getItem(STAMPS) === '1');
}

// Enter goes to the next line that holds the text, Shift+Enter to the one before, Escape ends the search.
function connectSearch(input, output, viewer) {
  let found = [];
  let at = -1;
  const show = () => {
    output.textContent = input.value === '' ? '' : found.length === 0 ? 'nothing' : `${at + 1} of ${found.length}`;
    if (found.length > 0) {
      viewer.select(found[at]);
    }
  };
  const search = () => {
    found = viewer.search(input.value);
    at = found.length > 0 ? 0 : -1;
    show();
  };
  input.addEventListener('input', search);
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter' && found.length > 0) {
      at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
      show();
    } else if (event.key === 'Escape') {
      input.value = '';
      search();
      panelOf(input).focus();
    }
  });
}

const panelOf = element => element.closest('.log-panel').querySelector('.log');
