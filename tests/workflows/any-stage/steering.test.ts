import { runAtStage } from '../run-at-stage';
import { stages } from '../stages';
import { eventually, WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

// Concurrent tests begin before hooks do.
const starting = WorkflowTestBed.start();
afterAll(async () => (await starting).stop());

const whole = ['M0', 'sft', 'M1', 'M2'];

it.concurrent.each(stages)('at stage "$stage", pauses, and goes on when resumed', async (at) => {
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

it.concurrent.each(stages)('at stage "$stage", makes more iterations when extended', async (at) => {
  await runAtStage(await starting, at, async ({ handle, finish }) => {
    await handle.executeUpdate('extend', { args: [{ iterations: 1 }] });
    await expect(finish()).resolves.toEqual({ ended: 'finished', models: [...whole, 'M3'] });
  });
});

it.concurrent.each(stages)(
  'at stage "$stage", ends after the iteration under way, or before the first, when stopped',
  async (at) => {
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
  },
);

it.concurrent.each(stages.filter(({ kind }) => kind === 'engines'))(
  'at stage "$stage", says that a pause holds after what goes on to its end',
  async (at) => {
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
  },
);
