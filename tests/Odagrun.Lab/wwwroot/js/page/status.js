// What a state is called, how it looks, and why a job failed.

import { h } from './dom.js';
import { icon } from './icons.js';

const LABELS = {
  created: 'waiting', manual: 'manual', scheduled: 'delayed', pending: 'pending', preparing: 'preparing', running: 'running', canceling: 'canceling',
  success: 'passed', failed: 'failed', canceled: 'canceled', skipped: 'skipped', warning: 'failed, allowed',
};

const REASONS = {
  script_failure: 'The script failed.',
  runner_system_failure: 'The runner could not run the job.',
  runner_unsupported: 'The runner lacks a feature that this job needs.',
  runner_interrupted: 'The runner was stopped.',
  runner_configuration_error: 'The job or the runner is configured wrongly.',
  runner_external_dependency_failure: 'Something the job needs from outside did not answer.',
  image_pull_failure: 'The image could not be pulled.',
  job_execution_timeout: 'The job took longer than its timeout.',
  stuck_or_timeout_failure: 'No runner took the job in time, or its runner went silent.',
  api_failure: 'The server could not be reached.',
  missing_dependency_failure: 'Artifacts of an earlier job are missing.',
  unmet_prerequisites: 'What the job needs first is not there.',
  trace_size_exceeded: 'The log grew above the limit.',
  job_token_expired: 'The job ran longer than its token was valid.',
};

/** How a job is shown: `failed` of one that may fail is a warning, `pending` with a runner at work on it is being prepared. */
export function stateOf({ status, allowFailure, isPreparing }) {
  return status === 'failed' && allowFailure ? 'warning' : status === 'pending' && isPreparing ? 'preparing' : status;
}

const ORDER = ['running', 'canceling', 'preparing', 'pending', 'failed', 'canceled', 'scheduled', 'manual', 'created', 'warning', 'success', 'skipped'];

/** The state of several jobs together: what still moves first, then the worst. Manual jobs that nobody waits for do not count. */
export function combined(jobs) {
  const counted = jobs.filter(({ status, allowFailure }) => !(status === 'manual' && allowFailure));
  const states = new Set((counted.length > 0 ? counted : jobs).map(stateOf));
  return ORDER.find(state => states.has(state)) ?? 'created';
}

export const labelOf = state => LABELS[state] ?? state;

/** A sentence for a failure reason; one nobody wrote a sentence for is shown as it is. */
export const reasonText = reason => (reason ? REASONS[reason] ?? reason.replaceAll('_', ' ') : '');

/** Whether a state can still change without a person. */
export const isLive = status => ['created', 'scheduled', 'pending', 'running', 'canceling'].includes(status);

export const isFinished = status => ['success', 'failed', 'canceled', 'skipped'].includes(status);

/** An icon in the state's colour. */
export const stateIcon = state => h('span', { class: `state state-${state}` }, icon(state, labelOf(state)));

/** Icon and word. */
export const stateBadge = state => h('span', { class: `badge state-${state}` }, icon(state), labelOf(state));
