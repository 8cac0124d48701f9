import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkflowFailedError, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { iterationLayout } from '../../src/store/run-layout';
import type { RunStatus } from '../../src/workflows/status';
import { holdAt } from './held-calls';
import { eventually, WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const statusOf = (handle: WorkflowHandle) => handle.query<RunStatus>('status');
const reaches = (handle: WorkflowHandle, stage: RunStatus['stage']) =>
  eventually(
    () => statusOf(handle),
    (status) => status.stage === stage,
  );
const failureOf = async (result: Promise<unknown>) => {
  const error = await result.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WorkflowFailedError) || !(error.cause instanceof Error))
    throw new Error(`expected a failure, got ${String(error)}`);
  return error.cause;
};

/** Rejects the first attempt at an iteration, and approves the second. */
async function rejectOnce(handle: Parameters<typeof statusOf>[0]): Promise<void> {
  await reaches(handle, 'awaiting approval');
  await handle.executeUpdate('reject', { args: [{ reason: 'too long' }] });
  await eventually(
    () => statusOf(handle),
    (status) => status.attempt === 2 && status.stage === 'awaiting approval',
  );
  await handle.executeUpdate('approve', { args: [{}] });
}

describe('selfRewardingRun', () => {
  it('makes M_0, the SFT baseline, M_1, M_2 and M_3 from a name alone, each restarting from M_1 (methods section 0.2)', async () => {
    await bed.with({}, async ({ start, engines }) => {
      const handle = await start({ run: 'x' });
      const result = await handle.result();
      expect(result.ended).toBe('finished');
      expect(result.models.map(({ model }) => model.name)).toEqual(['M0', 'sft', 'M1', 'M2', 'M3']);
      expect(engines.calls.filter((call) => call.startsWith('train'))).toEqual([
        'train sft from M0',
        'train M1 from M0',
        'train M2 from M1',
        'train M3 from M1',
      ]);
      expect(engines.calls.filter((call) => call.startsWith('release'))).toEqual(['release x']);
      expect(engines.calls.filter((call) => call.startsWith('compare'))).toEqual(
        expect.arrayContaining([
          'compare M1 sft',
          'compare M2 M1',
          'compare M2 sft',
          'compare M3 M2',
          'compare M3 sft',
        ]),
      );
    });
  });

  it('starts each model from the one before it when the recipe says previous (methods section 19: SRLM, M_1 -> M_2 -> M_3)', async () => {
    await bed.with({}, async ({ start, engines }) => {
      await (await start({ run: 'x', initFrom: 'previous' })).result();
      expect(engines.calls).toEqual(expect.arrayContaining(['train M2 from M1', 'train M3 from M2']));
    });
  });

  it('trains M_1 of Constitutional AI on revisions that M_0 makes, and holds later models to it (methods section 9)', async () => {
    await bed.with({}, async ({ start, engines }) => {
      const result = await (await start({ run: 'x', method: 'cai', iterations: 1 })).result();
      expect(result.models.map(({ model }) => model.name)).toEqual(['sft', 'M1', 'M2']);
      expect(engines.calls.filter((call) => /^(adopt|revise|revision|train|preference)/.test(call))).toEqual([
        'adopt M0 as sft',
        'revise 0',
        'revision rows',
        'train M1 from M0',
        'preference 1.1/0',
        'train M2 from M1',
      ]);
    });
  });

  it('fails at once with every problem of a wrong input by field path', async () => {
    await bed.with({}, async ({ start }) => {
      const handle = await start({ run: 'x', iteratons: 3, responses: { perPrompt: 0 }, dpo: { beta: 'high' } });
      const failure = await failureOf(handle.result());
      expect(failure.message).toContain('responses.perPrompt');
      expect(failure.message).toContain('dpo.beta');
      expect(failure.message).toContain('iteratons: is not a field of the recipe');
    });
  });

  it.each(['text', null, [1]])('fails at once when the input is %j', async (input) => {
    await bed.with({}, async ({ start }) => {
      await expect(failureOf((await start(input)).result())).resolves.toBeInstanceOf(Error);
    });
  });

  it('refuses a name that exists with another recipe and names the field; iterations may change', async () => {
    await bed.with({}, async ({ start }) => {
      await (await start({ run: 'x', iterations: 1 })).result();
      const failure = await failureOf((await start({ run: 'x', dpo: { beta: 0.5 } })).result());
      expect(failure.message).toContain('- dpo.beta: 0.1 in the run, 0.5 now');
      const extended = await (await start({ run: 'x', iterations: 2 })).result();
      expect(extended.models.at(-1)?.model.name).toBe('M3');
    });
  });

  it('takes the recipe of a run that exists from the run, so that its name is enough', async () => {
    await bed.with({}, async ({ start, engines }) => {
      await (await start({ run: 'x', iterations: 1, initFrom: 'previous' })).result();
      await (await start({ run: 'x' })).result();
      expect(engines.calls).not.toContain('train M3 from M1');
    });
  });

  it('stops its model server also when it is cancelled', async () => {
    await bed.with({ hold: holdAt('sample') }, async ({ start, engines }) => {
      const handle = await start({ run: 'x', iterations: 1 });
      await eventually(
        async () => engines.calls,
        (calls) => calls.includes('sample 1.1/0'),
      );
      await handle.cancel();
      await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
      expect(engines.calls).toContain('release x');
    });
  });

  it('stops with the counts when an iteration makes no pairs', async () => {
    await bed.with({ pairsPerIteration: 0 }, async ({ start }) => {
      const failure = await failureOf((await start({ run: 'x' })).result());
      expect(JSON.stringify(failure, ['message', 'cause'])).toContain('made no pairs');
    });
  });

  it('waits for approval, refuses approval at any other time, and goes on when approved', async () => {
    await bed.with({}, async ({ start }) => {
      const handle = await start({ run: 'x', iterations: 1, gate: { kind: 'manual' } });
      await reaches(handle, 'awaiting approval');
      await expect(handle.executeUpdate('approve', { args: [{ nota: 'x' }] })).rejects.toBeInstanceOf(
        WorkflowUpdateFailedError,
      );
      await handle.executeUpdate('approve', { args: [{ note: 'reads well' }] });
      const result = await handle.result();
      expect(result.ended).toBe('finished');
      expect((await statusOf(handle)).notes).toContain('M2 was approved: reads well');
    });
  });

  it('redoes a rejected iteration as a new attempt and keeps the first one', async () => {
    await bed.with({}, async ({ start, engines }) => {
      const handle = await start({ run: 'x', iterations: 1, gate: { kind: 'manual' } });
      await rejectOnce(handle);
      const result = await handle.result();
      expect(result.models.map(({ model }) => model.name)).toEqual(['M0', 'sft', 'M1', 'M2', 'M2.2']);
      expect(result.models.map(({ rejectedBecause }) => rejectedBecause !== undefined)).toEqual([
        false,
        false,
        false,
        true,
        false,
      ]);
      expect(engines.calls).toEqual(expect.arrayContaining(['sample 1.1/0', 'sample 1.2/0']));
    });
  });

  it('makes a preference model of what the new attempt compared, beside that of the rejected one', async () => {
    await bed.with({}, async ({ start, engines }) => {
      const byPpo = { method: 'cai', objective: { kind: 'ppo' }, rewardModel: { from: 'preferences' } };
      const handle = await start({ run: 'x', iterations: 1, gate: { kind: 'manual' }, ...byPpo });
      await rejectOnce(handle);
      await handle.result();
      const trained = engines.calls.filter((call) => call.startsWith('train ') && !call.startsWith('train M1 '));
      expect(trained).toEqual(
        ['RM1 from M1', 'M2 from M1', 'RM1.2 from M1', 'M2.2 from M1'].map((call) => `train ${call}`),
      );
    });
  });

  it('ends when a rejection says stop', async () => {
    await bed.with({}, async ({ start }) => {
      const handle = await start({ run: 'x', gate: { kind: 'manual' } });
      await reaches(handle, 'awaiting approval');
      await handle.executeUpdate('reject', { args: [{ reason: 'worse', action: 'stop' }] });
      await expect(handle.result()).resolves.toMatchObject({ ended: 'stopped' });
    });
  });

  it('asks a person when a metric does not pass its gate, and says which', async () => {
    await bed.with({}, async ({ start }) => {
      const gate = { kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 2 }] };
      const handle = await start({ run: 'x', iterations: 1, gate });
      const status = await reaches(handle, 'awaiting approval');
      expect(status.notes.join()).toContain('M2 waits for approval: parseRate is 0.9 (at least 2)');
      await handle.executeUpdate('approve', { args: [{}] });
      await handle.result();
    });
  });

  const longAnswers = { meanCharacters: { M2: 140 } };
  const lengthGate = (then: 'ask' | 'stop') => ({
    kind: 'metric',
    rules: [{ metric: 'responseLengthGrowthPercent', atMost: 25, then }],
  });
  const decisionOf = async (root: string, iteration: number): Promise<unknown> =>
    JSON.parse(await readFile(join(root, iterationLayout('x', iteration, 1).manifest), 'utf8'));

  it('stops at a gate whose rule says so, with the reason in the status and in the manifest', async () => {
    await bed.with(longAnswers, async ({ start, root, engines }) => {
      const handle = await start({ run: 'x', iterations: 3, gate: lengthGate('stop') });
      await expect(handle.result()).resolves.toMatchObject({ ended: 'stopped' });
      const reason = 'responseLengthGrowthPercent is 40 (at most 25)';
      expect((await statusOf(handle)).notes).toContain(`M2 does not pass the gate, and the run stops: ${reason}`);
      expect(await decisionOf(root, 1)).toMatchObject({ gate: { decision: { kind: 'stop', reasons: [reason] } } });
      expect(engines.calls).not.toContain('train M3 from M1');
    });
  });

  it('asks a person at a gate whose rule says so, redoes what is rejected, and goes on when a later model holds', async () => {
    await bed.with(longAnswers, async ({ start, root }) => {
      const handle = await start({ run: 'x', iterations: 1, gate: lengthGate('ask') });
      const { notes } = await reaches(handle, 'awaiting approval');
      const reason = 'responseLengthGrowthPercent is 40 (at most 25)';
      expect(notes).toContain(`M2 waits for approval: ${reason}`);
      expect(await decisionOf(root, 1)).toMatchObject({ gate: { decision: { kind: 'ask', reasons: [reason] } } });
      await handle.executeUpdate('reject', { args: [{ reason: 'only longer' }] });
      const { ended, models } = await handle.result();
      expect(ended).toBe('finished');
      expect(models.at(-1)?.model.name).toBe('M2.2');
    });
  });

  it.each([
    ['pauses within a stage by cancelling its calls, and makes them again on resume', undefined],
    ['goes on after a pause in which the calls that it cancelled failed', new Error('the disk is full')],
  ])('%s', async (_name, failure) => {
    const hold = holdAt('sample', failure);
    await bed.with({ hold }, async ({ start, engines }) => {
      const handle = await start({ run: 'x', iterations: 1 });
      await eventually(
        async () => engines.calls,
        (calls) => calls.includes('sample 1.1/0'),
      );
      await handle.signal('pause');
      await eventually(
        async () => engines.calls,
        (calls) => calls.includes('cancelled sample 1.1/0'),
      );
      expect((await statusOf(handle)).paused).toBe(true);
      hold.release();
      await handle.signal('resume');
      await expect(handle.result()).resolves.toMatchObject({ ended: 'finished' });
      expect(engines.calls.filter((call) => call === 'sample 1.1/0')).toHaveLength(2);
    });
  });

  it('extends and stops after the iteration under way', async () => {
    await bed.with({}, async ({ start }) => {
      const handle = await start({ run: 'x', iterations: 1, gate: { kind: 'manual' } });
      await reaches(handle, 'awaiting approval');
      await expect(handle.executeUpdate('extend', { args: [{ iterations: 0 }] })).rejects.toBeInstanceOf(
        WorkflowUpdateFailedError,
      );
      await handle.executeUpdate('extend', { args: [{ iterations: 2 }] });
      expect((await statusOf(handle)).iterations).toBe(3);
      await handle.signal('stopAfterIteration');
      await handle.executeUpdate('approve', { args: [{}] });
      const result = await handle.result();
      expect(result).toMatchObject({ ended: 'stopped' });
      expect(result.models.at(-1)?.model.name).toBe('M2');
    });
  });
});

describe('selfRewardingIteration', () => {
  it('runs alone, as the next iteration of a run', async () => {
    await bed.with({}, async ({ start, engines }) => {
      await (await start({ run: 'x', iterations: 1 })).result();
      await (await start({ run: 'x' }, 'selfRewardingIteration')).result();
      expect(engines.calls).toContain('train M3 from M1');
    });
  });

  it('says what is missing when the run does not exist', async () => {
    await bed.with({}, async ({ start }) => {
      const failure = await failureOf(
        (await start({ run: 'nowhere', iteration: 1 }, 'selfRewardingIteration')).result(),
      );
      expect(failure.message).toContain('run "nowhere" does not exist');
    });
  });
});
