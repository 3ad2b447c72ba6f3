import assert from 'node:assert/strict';
import test from 'node:test';
import { combined, stateOf } from '../../../Odagrun.Lab/wwwroot/js/page/status.js';

const jobs = (...states) => states.map(state => {
  const [status, allowed] = state.split('?');
  return { status, allowFailure: allowed !== undefined };
});

test('what still moves comes first, then the worst', () => {
  assert.equal(combined(jobs('success', 'failed', 'running')), 'running');
  assert.equal(combined(jobs('success', 'failed', 'skipped')), 'failed');
  assert.equal(combined(jobs('success', 'failed?')), 'warning');
  assert.equal(combined(jobs('success', 'skipped')), 'success');
  assert.equal(combined(jobs('pending', 'created')), 'pending');
  assert.equal(combined([]), 'created');
});

test('a manual job that may be left alone does not hold its stage up', () => {
  assert.equal(combined(jobs('success', 'manual?')), 'success');
  assert.equal(combined(jobs('success', 'manual')), 'manual');
  assert.equal(combined(jobs('manual?')), 'manual');
});

test('a pending job with a runner at work is being prepared', () => {
  assert.equal(stateOf({ status: 'pending', isPreparing: true }), 'preparing');
  assert.equal(stateOf({ status: 'pending', isPreparing: false }), 'pending');
  assert.equal(stateOf({ status: 'running', isPreparing: true }), 'running');
});
