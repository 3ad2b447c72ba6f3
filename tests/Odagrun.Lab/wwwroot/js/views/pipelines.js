// The list of pipelines.

import { api } from '../api.js';
import { h } from '../page/dom.js';
import { ago, between, duration } from '../page/format.js';
import { icon } from '../page/icons.js';
import { isLive, labelOf, stateBadge, stateIcon } from '../page/status.js';

export class PipelinesView {
  title = 'Pipelines';

  async load() {
    this.pipelines = await api.pipelines();
  }

  get crumbs() {
    return [];
  }

  /** Whether times on it move by themselves. */
  get ticking() {
    return this.pipelines.some(pipeline => isLive(pipeline.status));
  }

  render() {
    if (this.pipelines.length === 0) {
      return h('div', { class: 'empty' }, h('h1', {}, 'No pipelines yet'),
        h('p', {}, 'Push a commit with a ', h('code', {}, '.gitlab-ci.yml'), ' to a project of this Lab, or run ', h('code', {}, 'odagrun-lab run'), ' in a repository.'));
    }
    return h('div', { class: 'page' }, h('h1', {}, 'Pipelines'),
      h('table', { class: 'pipelines' },
        h('thead', {}, h('tr', {}, ...['Status', 'Pipeline', 'Stages', 'Time'].map(name => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, this.pipelines.map(row))));
  }
}

function row(pipeline) {
  return h('tr', { 'data-key': `p${pipeline.id}`, 'data-pipeline': pipeline.id, 'data-status': pipeline.status },
    h('td', {}, stateBadge(pipeline.status)),
    h('td', { class: 'what' },
      h('a', { class: 'main', href: `#/pipelines/${pipeline.id}` }, pipeline.title),
      h('div', { class: 'sub' }, h('span', {}, `#${pipeline.id}`), h('span', {}, pipeline.project), refOf(pipeline), h('code', {}, pipeline.sha.slice(0, 8)),
        h('span', {}, pipeline.source))),
    h('td', { class: 'dots' }, pipeline.stages.map(stage => h('span', { title: `${stage.name}: ${labelOf(stage.status)}` }, stateIcon(stage.status)))),
    h('td', { class: 'when' }, h('div', {}, icon('clock'), duration(between(pipeline.startedAt, pipeline.finishedAt)) || '–'),
      h('div', { class: 'sub' }, h('time', { datetime: pipeline.createdAt, title: pipeline.createdAt }, ago(pipeline.createdAt)))));
}

/** Branch or tag. */
export const refOf = pipeline => h('span', { class: 'ref' }, icon('branch'), pipeline.ref);
