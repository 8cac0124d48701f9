import type { PendingActivity } from '../../../../src/temporal/pending-activities';
import type { RunView } from '../../../../src/temporal/run-view';
import type { RunStatus } from '../../../../src/workflows/status';

/** A run in the middle of labelling, with the fields that a test is about changed. */
export function aRunView({
  status,
  ...changes
}: Partial<Omit<RunView, 'status'>> & { status?: Partial<RunStatus> | null } = {}): RunView {
  return {
    run: 'demo',
    workflowId: 'srlm-demo',
    runId: 'c0ffee',
    state: 'RUNNING',
    unanswered: null,
    activities: [],
    failure: null,
    ...changes,
    status: status === null ? null : { ...aRunStatus, ...status },
  };
}

/** An activity of which nothing is known but its type, with the fields that a test is about changed. */
export function anActivity(changes: Partial<PendingActivity> = {}): PendingActivity {
  return {
    id: '1',
    type: 'sampleResponses',
    attempt: 1,
    progress: null,
    calls: null,
    scores: [],
    replicas: [],
    waitingFor: null,
    lastFailure: null,
    ...changes,
  };
}

export const aRunStatus: RunStatus = {
  run: 'demo',
  method: 'self-rewarding',
  stage: 'labelling',
  subject: '',
  paused: false,
  pauseWaitsFor: null,
  stopping: false,
  iteration: 1,
  iterations: 2,
  attempt: 1,
  progress: { done: 1, total: 4, unit: 'shards' },
  counts: null,
  models: [],
  notes: [],
  child: null,
  report: null,
};
