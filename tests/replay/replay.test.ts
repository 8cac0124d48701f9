import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleOptions } from '../../src/temporal/workflow-bundle';
import { bundleChanged, type WorkflowChange } from './changed-workflows';
import { readRecording, recordedScenarios } from './recordings';
import { scenarios } from './scenarios';

jest.setTimeout(120_000);

// What the replays here find is asserted; their log would bury the results.
beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

/** What replaying every workflow of a scenario came to: an error, or none, each. */
async function replay(workflowBundle: WorkflowBundle, scenario: string): Promise<(Error | undefined)[]> {
  const results: (Error | undefined)[] = [];
  const histories = await readRecording(scenario);
  const sinks = { exporter: { export: { fn: () => undefined } } };
  for await (const { error } of Worker.runReplayHistories({ workflowBundle, sinks }, histories)) results.push(error);
  return results;
}

describe('recorded histories', () => {
  it('exist for every scenario, and no other', async () => {
    await expect(recordedScenarios()).resolves.toEqual(Object.keys(scenarios).toSorted());
  });

  it.each(Object.keys(scenarios))('of %s hold no text of records and nothing of a machine', async (scenario) => {
    const recording = await readRecording(scenario);
    const whole = JSON.stringify(recording) + payloadsOf(recording).join('');
    for (const place of [homedir(), tmpdir(), hostname(), join(__dirname, '..', '..')])
      expect(whole.includes(place)).toBe(false);
    expect(whole).not.toMatch(/"stackTrace":"[^"]/);
    expect(payloadsOf(recording).join('\n')).not.toMatch(/"(text|texts|messages|content|chosen|rejected)":/);
  });

  it.each(Object.keys(scenarios))('of %s end with nothing under way', async (scenario) => {
    for (const { workflowId, history } of await readRecording(scenario))
      expect({ workflowId, underWay: activitiesUnderWay(history.events) }).toEqual({ workflowId, underWay: [] });
  });

  // A worker may begin to trace while runs are under way that were begun without.
  describe.each([
    ['as they are', false],
    ['tracing', true],
  ])('with the workflows %s', (_, traces) => {
    let bundle: WorkflowBundle;
    beforeAll(async () => {
      bundle = await bundleChanged([], bundleOptions({ encrypts: false, traces }));
    });

    it.each(Object.keys(scenarios))('replay: %s', async (scenario) => {
      const results = await replay(bundle, scenario);
      expect(results.filter((error) => error !== undefined)).toEqual([]);
      expect(results.length).toBeGreaterThan(1);
    });
  });
});

const sleep = { from: "import { opened } from './opened';", to: "import { sleep } from '@temporalio/workflow';\n$&" };

describe('a change that breaks runs under way', () => {
  it.each<[string, WorkflowChange[]]>([
    [
      'a timer more',
      [
        { ...sleep, file: 'self-rewarding-run.ts' },
        {
          file: 'self-rewarding-run.ts',
          from: '    const context = await prepare(',
          to: "    await sleep('1 second');\n$&",
        },
      ],
    ],
    [
      'an activity more',
      [
        {
          file: 'self-rewarding-run.ts',
          from: '    const context = await prepare(',
          to: '    await bookkeeping.offerNextIteration({ run: recipe.run });\n$&',
        },
      ],
    ],
    [
      'a stage less',
      [
        {
          file: 'self-rewarding-iteration.ts',
          from: 'const served = await serve(context, model);',
          to: 'const served = policy;',
        },
      ],
    ],
  ])('is caught: %s', async (_, changes) => {
    const results = await replay(await bundleChanged(changes), 'two-iterations');
    expect(results.some((error) => error instanceof DeterminismViolationError)).toBe(true);
  });
});

/** The JSON that inputs and results of a history carry. */
function payloadsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(payloadsOf);
  return 'data' in value && typeof value.data === 'string'
    ? [Buffer.from(value.data, 'base64').toString('utf8'), ...inner]
    : inner;
}

/** The events that schedule an activity whose end the workflow did not wait for. */
function activitiesUnderWay(events: Awaited<ReturnType<typeof readRecording>>[number]['history']['events']): string[] {
  const ends = events.filter(({ eventType }) =>
    /^EVENT_TYPE_ACTIVITY_TASK_(COMPLETED|FAILED|TIMED_OUT|CANCELED)$/.test(eventType),
  );
  const ended = new Set(
    ends.flatMap(Object.values).map((attributes: { scheduledEventId?: string } | null) => attributes?.scheduledEventId),
  );
  return events.flatMap(({ eventId, eventType }) =>
    eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED' && !ended.has(eventId) ? [eventId] : [],
  );
}
