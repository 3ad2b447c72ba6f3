// One job: its facts at the side, its log beside them.

import { api } from '../api.js';
import { LogLoader } from '../log/loader.js';
import { LogParser } from '../log/parser.js';
import { LogViewer } from '../log/viewer.js';
import { h } from '../page/dom.js';
import { between, bytes, duration } from '../page/format.js';
import { icon } from '../page/icons.js';
import { isLive, reasonText, stateBadge, stateIcon } from '../page/status.js';
import { actionButtons } from './actions.js';
import { logTools } from './logtools.js';

export class JobView {
  #parser = new LogParser();
  #loader;
  #viewer = null;
  #finished = false;

  constructor(id, line) {
    this.id = id;
    this.line = line;
    this.#loader = new LogLoader(api, id, this.#parser, () => this.#viewer?.update());
  }

  async load() {
    this.job = await api.job(this.id);
  }

  get title() {
    return `${this.job.name} (#${this.id})`;
  }

  get crumbs() {
    return [[`Pipeline #${this.job.pipelineId}`, `#/pipelines/${this.job.pipelineId}`], [this.job.name, null]];
  }

  get ticking() {
    return isLive(this.job.status);
  }

  render() {
    const { job } = this;
    return h('div', { class: 'job-page' },
      h('aside', { class: 'facts', 'aria-label': 'Job' },
        h('div', { class: 'title' }, stateBadge(job.state), h('h1', {}, job.name)),
        actionButtons('jobs', job.id, job.actions),
        job.status === 'failed' ? failure(job) : '',
        job.stuck ? h('div', { class: 'notice warning', role: 'status' }, 'This job waits: ', job.stuck, '.') : '',
        facts(job),
        job.artifacts.length > 0 ? artifacts(job) : '',
        siblings(job)),
      h('section', { class: 'log-panel', 'aria-label': 'Log', 'data-keep': true }, logTools(api.rawTrace(this.id)),
        h('div', { class: 'log', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': `Log of ${job.name}` })));
  }

  /** Called once the elements are on the page, and after each update of them. */
  shown(root) {
    if (!this.#viewer) {
      this.#viewer = new LogViewer(root.querySelector('.log'));
      this.#viewer.show(this.#parser, line => `#/jobs/${this.id}/L${line}`);
      logTools.connect(root.querySelector('.log-panel'), this.#viewer);
      this.#viewer.following = this.ticking && !this.line;
      if (this.line) {
        this.#viewer.select(this.line);
      }
    }
    root.querySelector('.log-panel').classList.toggle('live', this.ticking);
    return this.#fetchLog();
  }

  /** The newest run of this job, or null when this is it. */
  newestRun() {
    return this.job.pipeline.jobs.find(other => other.name === this.job.name && other.id !== this.id) ?? null;
  }

  /** The address changed to another line of the same job. */
  goTo(line) {
    this.line = line;
    this.#viewer?.select(line);
  }

  close() {
    this.#loader.close();
    this.#viewer?.close();
  }

  async #fetchLog() {
    const done = !this.ticking;
    await this.#loader.pump();
    if (done && !this.#finished) {
      this.#finished = true;
      this.#parser.finish();
      this.#viewer.update();
    }
  }
}

function failure(job) {
  return h('div', { class: `notice ${job.state}`, role: 'status' }, h('strong', {}, reasonText(job.failureReason) || 'The job failed.'),
    h('div', { class: 'sub' }, h('code', {}, job.failureReason ?? 'unknown_failure'), job.exitCode !== null ? h('span', { class: 'exit' }, 'exit code ', h('code', {}, job.exitCode)) : ''));
}

function facts(job) {
  const list = [
    ['Stage', job.stage], ['Ran', duration(between(job.startedAt, job.finishedAt))], ['Queued', duration(between(job.queuedAt, job.startedAt ?? job.finishedAt))],
    ['Started', job.startedAt && h('time', { datetime: job.startedAt }, job.startedAt.slice(0, 19).replace('T', ' '))],
    ['Runner', job.runner], ['Project', job.pipeline.project], ['Ref', job.pipeline.ref], ['Commit', h('code', {}, job.pipeline.sha.slice(0, 8))],
    ['Needs', job.needs.join(', ')], ['Attempt', job.attempt > 0 ? String(job.attempt + 1) : ''],
  ];
  return h('dl', {}, list.filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

function artifacts(job) {
  return h('section', { class: 'artifacts' }, h('h2', {}, 'Artifacts'), h('ul', {}, job.artifacts.map(({ fileName, type, size, url }) =>
    h('li', {}, h('a', { href: url, download: fileName }, icon('download'), fileName), h('span', { class: 'sub' }, `${type}, ${bytes(size)}`)))));
}

function siblings(job) {
  return h('nav', { class: 'siblings', 'aria-label': 'Jobs of this pipeline' }, h('h2', {}, 'Jobs'),
    h('ul', {}, [...job.pipeline.jobs, ...job.pipeline.retried.filter(({ name }) => name === job.name)].map(other => h('li', { 'data-key': `b${other.id}` },
      h('a', { href: `#/jobs/${other.id}`, 'aria-current': other.id === job.id ? 'page' : undefined }, stateIcon(other.state), other.name,
        other.retried ? h('span', { class: 'sub' }, 'retried') : '')))));
}
