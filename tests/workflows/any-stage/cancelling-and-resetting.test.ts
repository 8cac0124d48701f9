import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { CancelledFailure, WorkflowFailedError } from '@temporalio/client';
import { runLayout } from '../../../src/store/run-layout';
import { resetTo } from '../reset';
import { runAtStage } from '../run-at-stage';
import { stages } from '../stages';
import { WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

// Concurrent tests begin before hooks do.
const starting = WorkflowTestBed.start();
afterAll(async () => (await starting).stop());

const whole = ['M0', 'sft', 'M1', 'M2'];
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

it.concurrent.each(stages)(
  'at stage "$stage", leaves nothing behind when cancelled, and goes on when started again',
  async (at) => {
    await runAtStage(
      await starting,
      at,
      async ({ run, recipe, root, handle, engines, called, cancelled, start, finish }) => {
        const left = join(root, `${runLayout(run).recipe}.${randomUUID()}.tmp`);
        await mkdir(join(root, runLayout(run).root), { recursive: true });
        await writeFile(left, 'half');
        await handle.cancel();
        if (at.kind === 'calls' || at.kind === 'engines') await called(`cancelled ${at.held}`);
        engines.hold?.release();
        const error: unknown = await handle.result().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(WorkflowFailedError);
        expect(error).toHaveProperty('cause', expect.any(CancelledFailure));
        expect(cancelled()).toHaveLength(at.kind === 'calls' || at.kind === 'engines' ? 1 : 0);
        const cleaning = engines.calls.filter((call) => call === `clean ${run}` || call === `release ${run}`);
        expect(cleaning.toSorted()).toEqual([`clean ${run}`, `release ${run}`]);
        await expect(exists(left)).resolves.toBe(false);
        await expect(finish(await start(recipe))).resolves.toEqual({ ended: 'finished', models: whole });
      },
    );
  },
);

it.concurrent.each(stages)('at stage "$stage", comes to the same end when it is reset', async (at) => {
  await runAtStage(await starting, at, async ({ client, handle, finish }) => {
    // The first task throws everything away that the workflow knew; the last one keeps an iteration under way.
    const task = at.kind === 'calls' || at.kind === 'person' ? 'first' : 'last';
    const again = await resetTo(client, handle.workflowId, task);
    await expect(finish(again)).resolves.toEqual({ ended: 'finished', models: whole });
  });
});

it.concurrent.each(stages.filter(({ within, kind }) => within === 'iteration' && kind !== 'person'))(
  'at stage "$stage", comes to the same end when its iteration is reset',
  async (at) => {
    await runAtStage(await starting, at, async ({ client, run, finish }) => {
      await resetTo(client, `srlm-${run}-iteration-1`, 'first');
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: whole });
    });
  },
);
