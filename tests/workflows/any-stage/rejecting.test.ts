import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { iterationLayout } from '../../../src/store/run-layout';
import { runAtStage } from '../run-at-stage';
import { stages } from '../stages';
import { WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

// Concurrent tests begin before hooks do.
const starting = WorkflowTestBed.start();
afterAll(async () => (await starting).stop());

const whole = ['M0', 'sft', 'M1', 'M2'];

it.concurrent.each(stages.filter(({ within }) => within === 'preparation'))(
  'at stage "$stage", says that there is no iteration to reject',
  async (at) => {
    await runAtStage(await starting, at, async ({ handle, finish }) => {
      const error: unknown = await handle
        .executeUpdate('reject', { args: [{ reason: 'too long' }] })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
      expect(error).toHaveProperty('cause.message', expect.stringContaining('No iteration is under way'));
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: whole });
    });
  },
);

const inIteration = stages.filter(({ within }) => within === 'iteration');

it.concurrent.each(inIteration)(
  'at stage "$stage", is redone with new seeds when rejected, and keeps what was rejected',
  async (at) => {
    await runAtStage(await starting, at, async ({ run, root, handle, engines, called, cancelled, finish }) => {
      const isLong = at.kind === 'calls' || at.kind === 'engines';
      await expect(handle.executeUpdate('reject', { args: [{ reason: 'too long' }] })).resolves.toBe(
        'M2 was rejected and is redone: too long',
      );
      if (isLong) await called(`cancelled ${at.held}`);
      const { ended, models } = await finish();
      expect({ ended, newest: models.at(-1) }).toEqual({ ended: 'finished', newest: 'M2.2' });
      expect(cancelled()).toHaveLength(isLong ? 1 : 0);
      const ends = engines.calls.flatMap((call) => /^(?:cancelled|rejected)(?= )/.exec(call) ?? []);
      expect(ends).toEqual(isLong ? ['cancelled', 'rejected'] : ['rejected']);
      expect(engines.calls).toEqual(expect.arrayContaining(['rejected 1.1', 'sample 1.2/0']));
      const record = await readFile(join(root, iterationLayout(run, 1, 1).rejection), 'utf8');
      expect(JSON.parse(record)).toEqual({ iteration: 1, attempt: 1, reason: 'too long', action: 'redo' });
    });
  },
);

it.concurrent.each(inIteration)(
  'at stage "$stage", stops when a rejection says so, and redoes the iteration when started again',
  async (at) => {
    await runAtStage(await starting, at, async ({ recipe, handle, engines, called, start, finish }) => {
      await handle.executeUpdate('reject', { args: [{ reason: 'worse', action: 'stop' }] });
      if (at.kind === 'calls' || at.kind === 'engines') await called(`cancelled ${at.held}`);
      engines.hold?.release();
      await expect(handle.result()).resolves.toMatchObject({ ended: 'stopped' });
      await expect(finish(await start(recipe))).resolves.toEqual({
        ended: 'finished',
        models: ['M0', 'sft', 'M1', 'M2.2'],
      });
    });
  },
);
