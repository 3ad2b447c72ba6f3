// The page: which view the address names, when it is drawn, and what the keyboard does.

import { api } from './api.js';
import { Live } from './live.js';
import { h, morphChildren } from './page/dom.js';
import { connectTheme } from './page/theme.js';
import { listenToActions } from './views/actions.js';
import { JobView } from './views/job.js';
import { PipelineView } from './views/pipeline.js';
import { PipelinesView } from './views/pipelines.js';

const main = document.querySelector('main');
const crumbs = document.querySelector('#crumbs');
const message = document.querySelector('#message');
const connection = document.querySelector('#connection');
const live = new Live(api.events());

let view = null;
let shown = null;
let turn = 0;

function viewFor(hash) {
  const job = /^#\/jobs\/(\d+)(?:\/L(\d+))?$/.exec(hash);
  if (job) {
    return new JobView(Number(job[1]), job[2] ? Number(job[2]) : 0);
  }
  const pipeline = /^#\/pipelines\/(\d+)$/.exec(hash);
  return pipeline ? new PipelineView(Number(pipeline[1])) : new PipelinesView();
}

async function navigate() {
  const next = viewFor(location.hash);
  if (next instanceof JobView && view instanceof JobView && next.id === view.id) {
    view.goTo(next.line);
    return;
  }
  view?.close?.();
  view = next;
  await update();
}

async function update() {
  const current = view;
  const mine = ++turn;
  try {
    await current.load();
    if (mine === turn && current === view) {
      await draw();
      say('');
    }
  } catch (error) {
    if (current === view && error.name !== 'AbortError') {
      say(error.message, true);
    }
  }
}

async function draw() {
  const fresh = view !== shown;
  document.title = `${view.title} · Odagrun Lab`;
  morphChildren(crumbs, h('div', {}, h('a', { href: '#/' }, 'Pipelines'), view.crumbs.map(([text, href]) => [h('span', { class: 'sep', 'aria-hidden': 'true' }, '/'),
    href ? h('a', { href }, text) : h('span', { 'aria-current': 'page' }, text)])));
  const wanted = h('div', {}, view.render());
  if (fresh) {
    main.replaceChildren(...wanted.childNodes);
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    shown = view;
  } else {
    morphChildren(main, wanted);
  }
  await view.shown?.(main);
}

function say(text, isError = false) {
  message.textContent = text;
  message.hidden = text === '';
  message.classList.toggle('failed', isError);
}

function showConnection() {
  connection.className = live.state;
  connection.textContent = live.state === 'live' ? 'live' : 'asking';
  connection.title = live.state === 'live' ? 'Changes arrive as they happen' : 'No event stream: asking every two seconds';
}

function shortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) {
    return;
  }
  const tool = { '/': 'search', t: 'stamps', f: 'fold' }[event.key];
  const element = tool && main.querySelector(`[data-tool=${tool}]`);
  if (element) {
    event.preventDefault();
    element[tool === 'search' ? 'focus' : 'click']();
  }
}

connectTheme(document.querySelector('#theme'));
listenToActions(main, async (kind, action) => {
  await update();
  const next = kind === 'jobs' && action === 'retry' && view instanceof JobView ? view.newestRun() : null;
  if (next) {
    location.hash = `#/jobs/${next.id}`;
  }
}, error => say(error.message, true));
addEventListener('hashchange', navigate);
addEventListener('keydown', shortcut);
addEventListener('resize', () => view === shown && !(view instanceof JobView) && view?.shown?.(main));
live.addEventListener('change', update);
live.addEventListener('state', showConnection);
setInterval(() => view === shown && view?.ticking && morphChildren(main, h('div', {}, view.render())), 1000);
showConnection();
live.start();
await navigate();
