import {
  deriveTrainingData,
  selectionSummary,
  type SelectionSettings,
} from '../../../../src/core/selection/derive-training-data';
import type { GivenPair, PairRecord } from '../../../../src/core/records';
import { preference, prompt as promptRecord, response } from './candidates';

const given = Array.from({ length: 10 }, (_, index): GivenPair => ({
  id: `p${index}`,
  prompt: `Why ${index}?`,
  chosen: `So ${index}.`,
  rejected: `No ${index}.`,
}));
const settings: SelectionSettings = {
  seed: 1,
  iteration: 2,
  attempt: 1,
  minimumValid: 1,
  pairPool: 'decayed',
  selection: { kind: 'given' },
  objective: { kind: 'dpo' },
  validation: { share: 0.2 },
};
const derive = (changes: Partial<SelectionSettings> = {}, earlier: PairRecord[][] = []) =>
  deriveTrainingData(
    { ...settings, ...changes },
    {
      prompts: given.map(({ id, prompt }) => ({ id, text: prompt, source: 'seed', parents: [] })),
      shards: [],
      earlier,
      given,
    },
  );
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('pairs that are kept back to choose the best checkpoint (methods section 5 step 8)', () => {
  it('are pairs of the iteration like all others, and rows of validation in place of training', async () => {
    const { pairs, rows, validationRows = [], examples } = await derive();
    expect([pairs.length, examples, rows.length, validationRows.length]).toEqual([10, 10, 8, 2]);
    expect(idsOf([...rows, ...validationRows]).toSorted()).toEqual(idsOf(pairs).toSorted());
  });

  it('of a prompt are kept back with its older pairs, and what is left bounds how many old ones are mixed in', async () => {
    const { pairs } = await derive({ validation: undefined });
    const older = pairs.map((pair) => ({ ...pair, id: `${pair.promptId}.p1`, iteration: 1 }));
    const { rows, validationRows = [], provenance } = await derive({}, [older]);
    // 30 % of the 8 that are learned from.
    expect(provenance).toEqual([
      { iteration: 1, available: 8, used: 2 },
      { iteration: 2, available: 8, used: 8 },
    ]);
    const prompt = ({ id }: { id: string }) => id.split('.')[0];
    for (const row of validationRows) expect(rows.map(prompt)).not.toContain(prompt(row));
  });

  it('are counted in the summary, which says nothing of them where there are none to be', async () => {
    expect(selectionSummary(await derive())).toMatchObject({ heldOut: 2 });
    const without = await derive({ validation: undefined });
    expect(without.validationRows).toBeUndefined();
    expect(selectionSummary(without)).not.toHaveProperty('heldOut');
    expect(without.rows).toHaveLength(10);
  });
});

describe('what ppo learns from where preferences make its reward model (methods section 9 steps 4 and 5)', () => {
  const deriveForPpo = (changes: Partial<SelectionSettings> = {}, earlier: PairRecord[][] = []) =>
    deriveTrainingData(
      {
        ...settings,
        selection: { kind: 'soft-preference' },
        objective: { kind: 'ppo' },
        validation: undefined,
        ...changes,
      },
      {
        prompts: [promptRecord('p'), promptRecord('refused')],
        shards: [{ responses: [response('a'), response('b')], judgements: [], feedback: [preference('a', 'b', 0.3)] }],
        earlier,
      },
    );

  it('are all prompts of the iteration, beside the rows of the reward model', async () => {
    const { pairs, rows, rewardRows, examples } = await deriveForPpo();
    const asked = (text: string) => [{ role: 'user', content: text }];
    expect([pairs.length, examples]).toEqual([1, 1]);
    expect(rows).toEqual(['p', 'refused'].map((id) => ({ id, prompt: asked(`Prompt ${id}`), weight: 1 })));
    expect(rewardRows).toEqual([
      {
        id: pairs[0]?.id,
        prompt: asked('Prompt p'),
        first: 'text of b',
        second: 'text of a',
        probability: 0.7,
        weight: 1,
      },
    ]);
  });

  it('takes older pairs as pairPool says', async () => {
    const { pairs } = await deriveForPpo();
    const older = pairs.map((pair) => ({ ...pair, id: 'older', confidence: 0.9, iteration: 1 }));
    const { rewardRows = [] } = await deriveForPpo({ pairPool: 'cumulative' }, [older]);
    expect(rewardRows.map(({ id, probability }) => [id, probability])).toEqual([
      ['older', 0.9],
      [pairs[0]?.id, 0.7],
    ]);
  });

  it('has no such rows for DPO', async () => {
    expect(await deriveForPpo({ objective: { kind: 'dpo_soft' } })).not.toHaveProperty('rewardRows');
  });
});
