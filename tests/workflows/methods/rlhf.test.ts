import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod } from './play-method';
import { madeBy, manifest, model, named, source } from './played-models';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const small = {
  method: 'rlhf',
  iterations: 2,
  prompts: { perIteration: 5 },
  evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
};

describe('method rlhf (methods section 10)', () => {
  it('makes one reward model from M_1, and rewards every iteration by it, against M_1 frozen', async () => {
    await playMethod(bed, { ...small, run: 'rlhf' }, async (played) => {
      expect(played.jobs).toEqual(['sft', 'RM', 'M2', 'M3'].map((name) => `runs/rlhf/models/${name}`));
      const [anchor, rewardModel, second] = await Promise.all(
        ['M1', 'RM', 'M2'].map((name) => model(played, 'rlhf', name)),
      );
      if (!anchor || !rewardModel || !second) throw new Error('the run made no models');
      expect(await played.specification('RM')).toMatchObject({
        objective: 'rm_bt',
        base: source(anchor),
        reference: null,
        rewardModel: null,
        hyperparameters: { learningRate: 9e-6, epochs: 1, batchSize: 64 },
      });
      expect(await played.specification('M3')).toMatchObject({
        objective: 'ppo',
        base: source(second),
        reference: source(anchor),
        rewardModel: source(rewardModel),
        hyperparameters: {
          beta: 0.02,
          ppo: { clipRange: 0.2, gaeLambda: 0.95, temperature: 1, klLimit: 10, emaDecay: 0.992 },
        },
      });
    });
  });

  it('has all ranked replies of a prompt in one row, and prompts alone for PPO', async () => {
    await playMethod(bed, { ...small, run: 'rlhf-rows', iterations: 1 }, async (played) => {
      const groups = await played.rows(runLayout('rlhf-rows').seed('eft.jsonl'));
      const ranked = await played.rows(runLayout('rlhf-rows').seed('RM.training.jsonl'));
      expect(ranked.map(({ id }) => id)).toEqual(groups.map(({ id }) => id));
      expect(Object.keys(ranked[0] ?? {})).toEqual(['id', 'prompt', 'responses', 'ranks', 'weight']);
      const layout = iterationLayout('rlhf-rows', 1, 1);
      const prompts = await played.rows(layout.prompts);
      expect(prompts).toHaveLength(5);
      expect(await played.rows(layout.trainingRows)).toEqual(
        prompts.map(({ id, text }) => ({ id, prompt: [{ role: 'user', content: text }], weight: 1 })),
      );
      expect(await played.rows(layout.pairs)).toEqual([]);
    });
  });

  it('asks the model servers nothing in an iteration but the evaluation', async () => {
    const chats = async (run: string, iterations: number) => {
      let count = 0;
      await playMethod(bed, { ...small, run, iterations }, async (played) => {
        count = played.chats.length;
      });
      return count;
    };
    const [none, one, two] = [await chats('rlhf-0', 0), await chats('rlhf-1', 1), await chats('rlhf-2', 2)];
    // M_0 and M_1 are evaluated alike, then M_2 and M_3.
    expect([one - none, two - one]).toEqual([none / 2, none / 2]);
  });

  it('names the reward model and its rows in the manifests', async () => {
    await playMethod(bed, { ...small, run: 'rlhf-named' }, async (played) => {
      const preparation = await manifest(played, runLayout('rlhf-named').manifest);
      expect(named(preparation)).toEqual(['M0', 'sft', 'M1', 'RM']);
      expect(madeBy(preparation, 'RM')).toBe('rm_bt');
      expect(preparation.files.map(({ path }) => path)).toEqual(
        expect.arrayContaining(
          ['seed/RM.training.jsonl', 'models/RM.json', 'models/RM.training.json'].map(
            (path) => `runs/rlhf-named/${path}`,
          ),
        ),
      );
      const first = await manifest(played, iterationLayout('rlhf-named', 1, 1).manifest);
      expect([named(first), madeBy(first, 'M2')]).toEqual([['M2'], 'ppo']);
      expect(first).toMatchObject({ inputs: { rewardModel: { name: 'RM', madeBy: 'rm_bt' } } });
    });
  });

  it('keeps texts of the pretraining likely where the recipe names some (PPO-ptx)', async () => {
    const run = 'rlhf-ptx';
    const folder = await mkdtemp(join(tmpdir(), 'srlm-pretraining-'));
    const pretraining = join(folder, 'texts.jsonl');
    await writeFile(pretraining, '{"id":"one","text":"To be."}\n{"id":"two","text":"Or not."}\n');
    await playMethod(bed, { ...small, run, data: { pretraining } }, async (played) => {
      const texts = await played.store.find(runLayout(run).seed('pretraining.jsonl'));
      if (!texts) throw new Error('the texts were not kept');
      const { path, sha256, rows } = texts;
      expect(rows).toBe(2);
      for (const name of ['M2', 'M3'])
        expect(await played.specification(name)).toMatchObject({
          pretraining: { dataset: { path, sha256, rows }, weight: 27.8, perEpisode: 8 },
        });
      expect(await played.specification('RM')).not.toHaveProperty('pretraining');
      expect((await manifest(played, runLayout(run).manifest)).files.map((file) => file.path)).toContain(path);
    });
    await rm(folder, { recursive: true });
  });

  it('trains the reward model again from M_t where the recipe says so', async () => {
    await playMethod(bed, { ...small, run: 'rlhf-again', rewardModel: { retrain: true } }, async (played) => {
      expect(played.jobs).toEqual(['sft', 'RM', 'M2', 'RM2', 'M3'].map((name) => `runs/rlhf-again/models/${name}`));
      const [second, again] = [await model(played, 'rlhf-again', 'M2'), await model(played, 'rlhf-again', 'RM2')];
      expect(await played.specification('RM2')).toMatchObject({ objective: 'rm_bt', base: source(second) });
      expect(await played.specification('M3')).toMatchObject({ rewardModel: source(again) });
      const manifestOfSecond = await manifest(played, iterationLayout('rlhf-again', 2, 1).manifest);
      expect(named(manifestOfSecond)).toEqual(['RM2', 'M3']);
      expect(manifestOfSecond.files.map(({ path }) => path)).toContain('runs/rlhf-again/models/RM2.training.json');
    });
  });
});
