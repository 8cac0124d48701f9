import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { CancelledFailure, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { iterationLayout, runLayout } from '../../src/store/run-layout';
import { resetTo } from './reset';
import { runAtStage } from './run-at-stage';
import { stages } from './stages';
import { eventually, WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

// Concurrent tests begin before hooks do.
const starting = WorkflowTestBed.start();
afterAll(async () => (await starting).stop());

const whole = ['M0', 'sft', 'M1', 'M2'];
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe.each(stages)('at stage "$stage"', (at) => {
  it.concurrent('pauses, and goes on when resumed', async () => {
    await runAtStage(await starting, at, async ({ handle, engines, status, called, finish }) => {
      await handle.signal('pause');
      await eventually(status, (seen) => seen.paused);
      if (at.kind === 'calls') await called(`cancelled ${at.held}`);
      if (at.kind === 'calls' || at.kind === 'engines') engines.hold?.release();
      await eventually(status, (seen) => seen.paused && (at.kind !== 'engines' || seen.pauseWaitsFor === null));
      await handle.signal('resume');
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: whole });
      const held = engines.calls.filter((call) => call.startsWith(at.held ?? 'none'));
      expect(new Set(held).size === held.length).toBe(at.kind !== 'calls' && at.held !== 'report');
    });
  });

  it.concurrent('makes more iterations when extended', async () => {
    await runAtStage(await starting, at, async ({ handle, finish }) => {
      await handle.executeUpdate('extend', { args: [{ iterations: 1 }] });
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: [...whole, 'M3'] });
    });
  });

  it.concurrent('ends after the iteration under way, or before the first, when stopped', async () => {
    const two = { iterations: 2 };
    const expected = at.within === 'iteration' ? whole : ['M0', 'sft', 'M1'];
    await runAtStage(
      await starting,
      at,
      async ({ handle, finish }) => {
        await handle.signal('stopAfterIteration');
        await expect(finish()).resolves.toEqual({ ended: 'stopped', models: expected });
      },
      two,
    );
  });

  it.concurrent('leaves nothing behind when cancelled, and goes on when started again', async () => {
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
  });

  it.concurrent('comes to the same end when it is reset', async () => {
    await runAtStage(await starting, at, async ({ client, handle, finish }) => {
      // The first task throws everything away that the workflow knew; the last one keeps an iteration under way.
      const task = at.kind === 'calls' || at.kind === 'person' ? 'first' : 'last';
      const again = await resetTo(client, handle.workflowId, task);
      await expect(finish(again)).resolves.toEqual({ ended: 'finished', models: whole });
    });
  });
});

describe.each(stages.filter(({ kind }) => kind === 'engines'))('at stage "$stage"', (at) => {
  it.concurrent('says that a pause holds after what goes on to its end', async () => {
    await runAtStage(await starting, at, async ({ handle, engines, status, finish }) => {
      await handle.signal('pause');
      const { stage, subject, pauseWaitsFor } = await eventually(status, (seen) => seen.paused);
      expect(pauseWaitsFor).toBe(`${stage} ${subject}`.trim());
      engines.hold?.release();
      await eventually(status, (seen) => seen.paused && seen.pauseWaitsFor === null);
      expect(engines.calls).not.toContain(at.next);
      await handle.signal('resume');
      await finish();
      expect(engines.calls).toContain(at.next);
    });
  });
});

describe.each(stages.filter(({ within }) => within === 'preparation'))('at stage "$stage"', (at) => {
  it.concurrent('says that there is no iteration to reject', async () => {
    await runAtStage(await starting, at, async ({ handle, finish }) => {
      const error: unknown = await handle
        .executeUpdate('reject', { args: [{ reason: 'too long' }] })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
      expect(error).toHaveProperty('cause.message', expect.stringContaining('No iteration is under way'));
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: whole });
    });
  });
});

const inIteration = stages.filter(({ within }) => within === 'iteration');

describe.each(inIteration)('at stage "$stage"', (at) => {
  it.concurrent('is redone with new seeds when rejected, and keeps what was rejected', async () => {
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
  });

  it.concurrent('stops when a rejection says so, and redoes the iteration when started again', async () => {
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
  });
});

describe.each(inIteration.filter(({ kind }) => kind !== 'person'))('at stage "$stage"', (at) => {
  it.concurrent('comes to the same end when its iteration is reset', async () => {
    await runAtStage(await starting, at, async ({ client, run, finish }) => {
      await resetTo(client, `srlm-${run}-iteration-1`, 'first');
      await expect(finish()).resolves.toEqual({ ended: 'finished', models: whole });
    });
  });
});
