// One pipeline: its stages as columns of jobs, with lines from each job to those it needs.

import { api } from '../api.js';
import { h } from '../page/dom.js';
import { ago, between, duration } from '../page/format.js';
import { icon } from '../page/icons.js';
import { isLive, reasonText, stateBadge, stateIcon } from '../page/status.js';
import { actionButtons } from './actions.js';
import { drawNeeds } from './needs.js';
import { refOf } from './pipelines.js';

export class PipelineView {
  constructor(id) {
    this.id = id;
  }

  async load() {
    this.pipeline = await api.pipeline(this.id);
  }

  get title() {
    return `Pipeline #${this.id} · ${this.pipeline.project}`;
  }

  get crumbs() {
    return [[`Pipeline #${this.id}`, null]];
  }

  get ticking() {
    return isLive(this.pipeline.status);
  }

  render() {
    const { pipeline } = this;
    return h('div', { class: 'page' },
      h('header', { class: 'head' },
        h('div', { class: 'title' }, stateBadge(pipeline.status), h('h1', {}, pipeline.title),
          actionButtons('pipelines', pipeline.id, pipeline.actions)),
        h('div', { class: 'sub' }, h('span', {}, pipeline.project), refOf(pipeline), h('code', {}, pipeline.sha.slice(0, 8)), h('span', {}, pipeline.source), h('span', {}, icon('clock'), duration(between(pipeline.startedAt, pipeline.finishedAt)) || 'not started'),
          h('time', { datetime: pipeline.createdAt, title: pipeline.createdAt }, ago(pipeline.createdAt)))),
      pipeline.errors.length > 0 ? errors(pipeline.errors) : '',
      h('div', { class: 'graph' }, this.#stages()),
      this.#failures());
  }

  /** Called once the elements are on the page. */
  shown(root) {
    drawNeeds(root.querySelector('.graph'), this.pipeline.jobs);
  }

  #stages() {
    return this.pipeline.stages.map(stage => h('section', { class: 'stage', 'data-key': `s${stage.name}`, 'aria-label': `Stage ${stage.name}` },
      h('h2', {}, stateIcon(stage.status), stage.name),
      h('ul', {}, this.pipeline.jobs.filter(job => job.stage === stage.name).map(jobCard))));
  }

  #failures() {
    const failed = this.pipeline.jobs.filter(job => job.status === 'failed');
    return failed.length === 0 ? '' : h('section', { class: 'failures' }, h('h2', {}, 'What failed'),
      h('ul', {}, failed.map(job => h('li', { 'data-key': `f${job.id}` }, stateIcon(job.state), h('a', { href: `#/jobs/${job.id}` }, job.name),
        h('span', {}, reasonText(job.failureReason)), job.exitCode !== null ? h('code', {}, `exit code ${job.exitCode}`) : ''))));
  }
}

const errors = list => h('div', { class: 'notice failed', role: 'alert' }, h('strong', {}, 'This pipeline has no jobs: '), h('ul', {}, list.map(error => h('li', {}, error))));

function jobCard(job) {
  const time = duration(between(job.startedAt, job.finishedAt));
  return h('li', { class: `job state-${job.state}`, 'data-key': `j${job.id}`, 'data-job': job.name, 'data-status': job.status },
    h('a', { class: 'card', href: `#/jobs/${job.id}` }, stateIcon(job.state), h('span', { class: 'name' }, job.name), h('span', { class: 'time' }, time)),
    actionButtons('jobs', job.id, job.actions, true),
    job.needs.length > 0 ? h('div', { class: 'needs' }, `needs ${job.needs.join(', ')}`) : '');
}
