import { MockActivityEnvironment } from '@temporalio/testing';
import { log } from '@temporalio/activity';
import { createLogger, type LogFormat } from '../../../src/observability/create-logger';
import { scopeInterceptor } from '../../../src/observability/scope-interceptor';

const SECRET = 'sk-"quoted"';

/** What an activity logs, line by line. */
async function linesOf(format: LogFormat, input: object, work: () => void): Promise<string[]> {
  const lines: string[] = [];
  const logger = createLogger(format, [SECRET], (line) => lines.push(line));
  const info = { activityType: 'judgeResponses', attempt: 3 };
  const environment = new MockActivityEnvironment(info, { interceptors: [scopeInterceptor], logger });
  const activity = async (given: object) => {
    expect(given).toBe(input);
    work();
  };
  await environment.run(activity, input);
  return lines;
}

const shard = { run: 'demo', iteration: 2, attempt: 1, shard: { index: 7, from: 0, to: 8 }, prompts: { rows: 8 } };

it('writes lines of JSON with run, iteration, shard and the attempt of the activity', async () => {
  const [line = ''] = await linesOf('json', shard, () => void log.warn('a call failed', { failure: 'capacity' }));
  expect(JSON.parse(line)).toMatchObject({
    level: 'WARN',
    message: 'a call failed',
    failure: 'capacity',
    run: 'demo',
    iteration: 2,
    iterationAttempt: 1,
    shard: 7,
    stage: 'judgeResponses',
    attempt: 3,
  });
  expect(line).toMatch(/^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z",.*\}\n$/);
  expect(line).not.toContain('taskToken');
});

it('says when an activity ends, and how long it took', async () => {
  const lines = await linesOf('json', shard, () => undefined);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'judgeResponses ended', run: 'demo' });
  expect(lines[0]).toMatch(/"seconds":\d/);
});

it.each([
  ['the input itself', { run: 'a' }, { run: 'a' }],
  ['a recipe', { recipe: { run: 'b', seed: 1 } }, { run: 'b' }],
  [
    'an opened iteration',
    { opened: { recipe: { run: 'c' }, iteration: 4, attempt: 2 } },
    { run: 'c', iteration: 4, iterationAttempt: 2 },
  ],
  ['nothing that can be read', { run: 5 }, { stage: 'judgeResponses' }],
])('finds the run in %s', async (_, input, expected) => {
  const [line = ''] = await linesOf('json', input, () => undefined);
  expect(JSON.parse(line)).toMatchObject(expected);
});

it.each(['text', 'json'] as const)('never shows a secret in lines of %s, wherever it stands', async (format) => {
  const lines = await linesOf(format, shard, () => {
    log.warn(`the server says ${SECRET}`, { reason: `key ${SECRET}`, error: new Error(SECRET) });
  });
  expect(lines.join('')).not.toContain('sk-');
  expect(lines[0]?.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(3);
});

it('writes text that a person reads at a glance', async () => {
  const [line] = await linesOf('text', shard, () => void log.warn('a call failed', { failure: 'capacity' }));
  expect(line).toMatch(
    /^\S+Z WARN a call failed attempt=3 workflowId=test stage=judgeResponses run=demo iteration=2 .*failure=capacity$/m,
  );
});
