import { sortExecutions, type ReadExecution } from '../../../../src/audit/histories/earlier-runs';
import { recordedHistory } from '../../../../src/audit/histories/recorded-history';
import { digestOf } from '../../../../src/core/digest';

interface Told {
  id: string;
  /** Minutes after an hour. */
  at: number;
  leadsTo?: string[];
  files?: Record<string, string>;
  models?: Record<string, string>;
}

/** An execution whose history started at a minute and names files and models by the content given. */
function execution({ id, at, leadsTo = [], files = {}, models = {} }: Told): ReadExecution {
  const started = { workflowId: id, originalExecutionRunId: 'r' };
  const eventTime = `2026-01-01T00:${String(at).padStart(2, '0')}:00Z`;
  const first = { eventId: '1', eventTime, workflowExecutionStartedEventAttributes: started };
  const named = {
    by: `workflow ${id}, event 5`,
    artifacts: Object.entries(files).map(([path, text]) => ({ path, sha256: digestOf(text), rows: 1, bytes: 1 })),
    models: Object.entries(models).map(([path, text]) => ({
      name: 'M1',
      path,
      digest: digestOf(text),
      parent: null,
      madeBy: 'import' as const,
    })),
  };
  return {
    recorded: recordedHistory(id, JSON.stringify({ events: [first] })),
    read: { named: [named], leadsTo: leadsTo.map((workflowId) => ({ workflowId, runId: 'r' })) },
  };
}

function sorted(...told: Told[]) {
  const { ofThisRun, ofEarlierRuns } = sortExecutions(told.map(execution));
  return {
    kept: ofThisRun.map(({ recorded }) => recorded.workflowId).toSorted(),
    aside: ofEarlierRuns.map(({ execution: { recorded } }) => recorded.workflowId).toSorted(),
  };
}

it('keeps a run that was started again on the same store, with what only the failed one names', () => {
  const failed = { id: 'failed', at: 1, files: { seed: 's', rows: 'r' } };
  expect(sorted(failed, { id: 'again', at: 2, files: { seed: 's' } })).toEqual({
    kept: ['again', 'failed'],
    aside: [],
  });
});

it('sets a run aside whose file a newer one made otherwise, whatever order they come in', () => {
  const [old, now] = [
    { id: 'old', at: 1, files: { seed: 's', rows: 'old' } },
    { id: 'now', at: 2, files: { seed: 's', rows: 'now' } },
  ];
  expect(sorted(old, now)).toEqual({ kept: ['now'], aside: ['old'] });
  expect(sorted(now, old)).toEqual({ kept: ['now'], aside: ['old'] });
});

it('sets a run aside whose model a newer one made otherwise', () => {
  const [old, now] = [
    { id: 'old', at: 1, models: { 'models/M1': 'old' } },
    { id: 'now', at: 2, models: { 'models/M1': 'now' } },
  ];
  expect(sorted(old, now)).toEqual({ kept: ['now'], aside: ['old'] });
});

it('keeps executions that lead to each other together', () => {
  const old = [
    { id: 'old.1', at: 2, files: { only: 'here' } },
    { id: 'old.2', at: 3, files: { rows: 'old' } },
    { id: 'old', at: 1, leadsTo: ['old.1', 'old.2'] },
  ];
  const now = { id: 'now', at: 4, files: { rows: 'now' } };
  expect(sorted(...old, now)).toEqual({ kept: ['now'], aside: ['old', 'old.1', 'old.2'] });
  const inOneRun = { id: 'now', at: 4, leadsTo: ['old'], files: { rows: 'now' } };
  expect(sorted(...old, inOneRun)).toEqual({ kept: ['now', 'old', 'old.1', 'old.2'], aside: [] });
});

it('judges a newest execution that came to nothing by those before it', () => {
  const old = { id: 'old', at: 1, files: { rows: 'old' } };
  const now = { id: 'now', at: 2, files: { rows: 'now' } };
  expect(sorted(old, now, { id: 'refused', at: 3 })).toEqual({ kept: ['now', 'refused'], aside: ['old'] });
});
