import { pairRecordSchema } from '../../../src/core/records';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod, type PlayedRun } from './play-method';
import { madeBy, manifest, model, named, source } from './played-models';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

/** The way of 2212.08073: a preference model of the AI's comparisons, and PPO against it. */
const byPpo = {
  method: 'cai',
  iterations: 2,
  revisions: { rounds: 1, helpfulAnswers: 1 },
  prompts: { perIteration: 5 },
  objective: { kind: 'ppo' },
  evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
};

async function pairsOf({ store }: PlayedRun, path: string) {
  const artifact = await store.find(path);
  return artifact ? store.readRows(artifact, pairRecordSchema) : [];
}

describe('method cai with a preference model and PPO (methods section 9 steps 4 and 5)', () => {
  it('makes a preference model of the pairs of each iteration, and rewards it by that', async () => {
    const run = 'cai-ppo';
    await playMethod(bed, { ...byPpo, run, rewardModel: { from: 'preferences' } }, async (played) => {
      expect(played.jobs).toEqual(['M1', 'RM1', 'M2', 'RM2', 'M3'].map((name) => `runs/${run}/models/${name}`));
      expect(named(await manifest(played, `runs/${run}/manifest.json`))).toEqual(['M0', 'sft', 'M1']);
      const anchor = await model(played, run, 'M1');
      for (const [iteration, rewards, makes, policy] of [
        [1, 'RM1', 'M2', 'M1'],
        [2, 'RM2', 'M3', 'M2'],
      ] as const) {
        const layout = iterationLayout(run, iteration, 1);
        const pairs = await pairsOf(played, layout.pairs);
        expect(pairs.length).toBeGreaterThan(0);
        expect(await played.rows(layout.rewardRows)).toEqual(
          pairs.map(({ id, prompt, chosen, rejected, confidence, weight }) => ({
            id,
            prompt: [{ role: 'user', content: prompt }],
            first: chosen,
            second: rejected,
            probability: confidence,
            weight,
          })),
        );
        // Also those whose pair was discarded.
        const prompts = await played.rows(layout.prompts);
        expect((await played.rows(layout.trainingRows)).map(({ id }) => id)).toEqual(prompts.map(({ id }) => id));

        const rewardModel = await model(played, run, rewards);
        expect(await played.specification(rewards)).toMatchObject({
          objective: 'rm_soft',
          base: source(anchor),
          reference: null,
          rewardModel: null,
          dataset: { path: layout.rewardRows, rows: pairs.length },
          hyperparameters: { learningRate: 9e-6, epochs: 1, batchSize: 64 },
        });
        expect(await played.specification(makes)).toMatchObject({
          objective: 'ppo',
          base: source(await model(played, run, policy)),
          reference: source(anchor),
          rewardModel: source(rewardModel),
          dataset: { path: layout.trainingRows, rows: 5 },
        });
        const written = await manifest(played, layout.manifest);
        expect([named(written), madeBy(written, rewards)]).toEqual([[rewards, makes], 'rm_soft']);
        expect(written).toMatchObject({
          inputs: { rewardModel: { name: rewards } },
          outputs: { rewardRows: { path: layout.rewardRows } },
        });
        expect(written.files.map(({ path }) => path)).toEqual(
          expect.arrayContaining([layout.rewardRows, `runs/${run}/models/${rewards}.training.json`]),
        );
      }
    });
  });

  it('makes the preference model from M_t, and of what people ranked too, where the recipe says so', async () => {
    const run = 'cai-ppo-again';
    const rewardModel = { from: 'preferences', retrain: true, withRanks: true };
    await playMethod(bed, { ...byPpo, run, rewardModel }, async (played) => {
      const base = async (name: string) => source(await model(played, run, name));
      expect(await played.specification('RM1')).toMatchObject({ base: await base('M1') });
      expect(await played.specification('RM2')).toMatchObject({ base: await base('M2') });
      const layout = iterationLayout(run, 2, 1);
      const compared = (await pairsOf(played, layout.pairs)).map(({ id }) => id);
      const ids = (await played.rows(layout.rewardRows)).map(({ id }) => id);
      const ranked = ids.slice(0, ids.length - compared.length);
      expect(ids.slice(ranked.length)).toEqual(compared);
      const groups = await played.rows(runLayout(run).seed('eft.jsonl'));
      expect(new Set(ranked.map((id) => String(id).split('.')[0]))).toEqual(new Set(groups.map(({ id }) => id)));
      expect(await manifest(played, layout.manifest)).toMatchObject({
        inputs: { seedFiles: { ranked: { path: runLayout(run).seed('eft.jsonl') } } },
      });
    });
  });
});
