// The Lab's JSON API, and its answers in the form the views use.

import { combined, isFinished, isLive, stateOf } from './page/status.js';

const BASE = 'lab';

/** An answer that is no success. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, options) {
  const response = await fetch(`${BASE}/${path}`, { cache: 'no-store', ...options });
  if (!response.ok) {
    const body = await response.json().catch(() => null);
    throw new ApiError(response.status, body?.errors?.join('; ') ?? `${options?.method ?? 'GET'} ${path} was answered ${response.status}`);
  }
  return response;
}

const get = async path => (await request(path)).json();

export const api = {
  pipelines: async () => (await get('pipelines')).map(pipelineOf),
  pipeline: async id => pipelineOf(await get(`pipelines/${id}`)),

  /** A job and the pipeline it belongs to. */
  job: async id => {
    const job = await get(`jobs/${id}`);
    const pipeline = pipelineOf(await get(`pipelines/${job.pipelineId}`));
    return { ...([...pipeline.jobs, ...pipeline.retried].find(other => other.id === id) ?? jobOf(job, false)), pipeline };
  },

  /** Cancels, retries or plays. */
  act: (kind, id, action) => request(`${kind}/${id}/${action}`, { method: 'POST' }),

  /** The log from a byte on, as a stream; it may end before the log does. */
  trace: async (id, offset, signal) => (await request(`jobs/${id}/trace?offset=${offset}`, { signal })).body,

  rawTrace: id => `${BASE}/jobs/${id}/log`,
  events: () => `${BASE}/events`,
};

/** A pipeline as the views want it: stages with a state, possible actions. */
export function pipelineOf(view) {
  const jobs = view.jobs.map(job => jobOf(job, false));
  const actions = [];
  if (jobs.some(job => isLive(job.status))) {
    actions.push('cancel');
  }
  if (jobs.some(job => job.status === 'failed' || job.status === 'canceled')) {
    actions.push('retry');
  }
  return {
    id: view.id,
    project: view.projectPath,
    ref: view.ref,
    isTag: view.isTag,
    sha: view.sha,
    title: view.name || view.title || `Pipeline ${view.id}`,
    source: view.source,
    status: view.status,
    errors: view.errors,
    createdAt: view.createdAt,
    startedAt: view.startedAt ?? null,
    finishedAt: view.finishedAt ?? null,
    stages: view.stages.map(name => ({ name, status: combined(jobs.filter(job => job.stage === name)) })),
    jobs,
    retried: view.retriedJobs.map(job => jobOf(job, true)),
    actions,
  };
}

function jobOf(view, retried) {
  const job = {
    id: view.id,
    pipelineId: view.pipelineId,
    name: view.name,
    stage: view.stage,
    status: view.status,
    allowFailure: view.allowFailure,
    isPreparing: view.isPreparing,
    stuck: view.stuck ?? null,
    failureReason: view.failureReason ?? null,
    exitCode: view.exitCode ?? null,
    needs: view.needs ?? [],
    runner: view.runner ?? null,
    attempt: view.attempt,
    queuedAt: view.queuedAt ?? null,
    startedAt: view.startedAt ?? null,
    finishedAt: view.finishedAt ?? null,
    traceBytes: view.traceBytes,
    artifacts: view.artifacts.map(artifact => ({ ...artifact, url: `${BASE}/jobs/${view.id}/artifacts/${encodeURIComponent(artifact.type)}` })),
    retried,
  };
  return { ...job, state: stateOf(job), actions: retried ? [] : actionsOf(job) };
}

function actionsOf({ status, startedAt }) {
  if (status === 'manual' || status === 'scheduled') {
    return ['play'];
  }
  if (isLive(status)) {
    return status === 'canceling' ? [] : ['cancel'];
  }
  return isFinished(status) && (status !== 'skipped' || startedAt) ? ['retry'] : [];
}
