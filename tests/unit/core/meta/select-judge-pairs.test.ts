import * as fc from 'fast-check';
import { judgeMessages } from '../../../../src/core/judging/additive-prompt';
import type { Verdict } from '../../../../src/core/judging/combine-verdicts';
import { disputedResponse, judgementsToCompare } from '../../../../src/core/meta/disputed-response';
import { judgePairRecordSchema } from '../../../../src/core/meta/judge-pair';
import { judgePairSettingsSchema } from '../../../../src/core/meta/judge-pair-settings';
import {
  selectJudgePairs,
  type JudgePairDiscard,
  type MetaJudgedRecords,
} from '../../../../src/core/meta/select-judge-pairs';
import type { JudgementRecord } from '../../../../src/core/records';
import { createRandom } from '../../../../src/core/seeds';
import { response } from '../selection/candidates';
import { metaVerdict, scope, told } from './meta-records';

const settings = { ...judgePairSettingsSchema.parse({}), seed: 1, iteration: 1, attempt: 1 };

type Preference = (first: JudgementRecord, second: JudgementRecord) => readonly [Verdict, Verdict];

/** Prompts whose responses have these scores; the disputed response of each is compared as `prefer` says. */
function iterationOf(scores: readonly (readonly (readonly (number | null)[])[])[], prefer: Preference) {
  const prompts = scores.map((_, index) => ({ id: `p${index}`, text: `Prompt ${index}` }));
  const records: MetaJudgedRecords[] = scores.map((ofPrompt, index) => {
    const promptId = `p${index}`;
    const ids = ofPrompt.map((_, number) => `${promptId}.r${number}`);
    const judgements = ofPrompt.flatMap((given, number) => told(ids[number] ?? '', given, promptId));
    const disputed = disputedResponse(judgements, { promptId, scope });
    const compared = disputed.kind === 'none' ? [] : judgementsToCompare(disputed.judgements);
    return {
      responses: ids.map((id) => response(id, { promptId })),
      judgements,
      metaVerdicts: compared.map(({ first, second }) =>
        metaVerdict([first.id, second.id], prefer(first, second), promptId),
      ),
    };
  });
  return { prompts, records };
}

function select(
  { prompts, records }: ReturnType<typeof iterationOf>,
  changes: Partial<typeof settings> = {},
  otherRows = 100,
) {
  return selectJudgePairs({ ...settings, ...changes }, { prompts, shards: records, otherRows });
}

/** Of the first of three where each won against all that come later; the last has the opposite and the middle 0. */
const STRENGTH = 2.863034881;

/** Prefers the judgement whose id is the smaller one, and so finds a planted order. */
const byId: Preference = () => ['first', 'first'];
const bySlot: Preference = () => ['first', 'second'];

function reasons(discarded: Record<JudgePairDiscard, number>) {
  return Object.fromEntries(Object.entries(discarded).filter(([, count]) => count > 0));
}

describe('selectJudgePairs (methods section 4)', () => {
  it('pairs the strongest with the weakest judgement of the response they differ about most', async () => {
    const records = iterationOf(
      [
        [
          [3, 3, 3],
          [1, 5, null, 4],
        ],
      ],
      byId,
    );
    const { pairs, discarded, figures } = select(records);
    expect(pairs).toEqual([
      {
        kind: 'judge-pair',
        id: 'p0.m1',
        promptId: 'p0',
        responseId: 'p0.r1',
        prompt: judgeMessages({ prompt: 'Prompt 0', response: 'text of p0.r1' }),
        chosen: 'Reason 0.\nScore: 1',
        rejected: 'Reason 3.\nScore: 4',
        chosenId: 'p0.r1.j0',
        rejectedId: 'p0.r1.j3',
        chosenScore: 1,
        rejectedScore: 4,
        chosenStrength: STRENGTH,
        rejectedStrength: -STRENGTH,
        metaVerdictIds: ['p0.r1.j0-p0.r1.j1', 'p0.r1.j0-p0.r1.j3', 'p0.r1.j1-p0.r1.j3'],
        weight: 1,
        iteration: 1,
      },
    ]);
    expect(judgePairRecordSchema.array().parse(pairs)).toEqual(pairs);
    // The maximum of the likelihood for x, 0, -x where each won against all below it.
    expect(1 / (1 + Math.exp(STRENGTH)) + 1 / (1 + Math.exp(2 * STRENGTH))).toBeCloseTo(0.02 * STRENGTH, 8);
    expect(reasons(discarded)).toEqual({});
    expect(figures).toEqual({
      comparisons: 3,
      nulls: 0,
      firstWins: 3,
      secondWins: 3,
      omega1: 0.5,
      omega2: 0.5,
      positionBias: { compared: 3, consistency: 1, firstSlot: 0, secondSlot: 0 },
      // 5 over 4, but 1 over 5 and 1 over 4, each in both orders.
      shareOfHigherScoreWinning: 1 / 3,
      meanJudgeScore: 19 / 6,
    });
  });

  it.each<
    [reason: JudgePairDiscard, scores: (number | null)[][], prefer: Preference, changes: Partial<typeof settings>]
  >([
    [
      'zero-variance',
      [
        [3, 3],
        [5, 5],
      ],
      byId,
      {},
    ],
    ['too-few-judgements', [[3, null]], byId, {}],
    ['equal-strengths', [[1, 5]], bySlot, {}],
    ['equal-strengths', [[1, 3, 5]], () => ['tie', 'null'], {}],
    ['judgement-too-long', [[1, 5]], byId, { longestJudgementCharacters: 'Reason 0.\nScore: 1'.length - 1 }],
  ])('discards for %s', async (reason, scores, prefer, changes) => {
    const { pairs, discarded } = select(iterationOf([scores], prefer), changes);
    expect(pairs).toEqual([]);
    expect(reasons(discarded)).toEqual({ [reason]: 1 });
  });

  it('keeps a chosen judgement as long as the limit, however long the rejected one is', async () => {
    const records = iterationOf([[[1, 5]]], byId);
    for (const judgement of records.records[0]?.judgements.slice(1) ?? []) judgement.text = 'x'.repeat(5000);
    const { pairs } = select(records, { longestJudgementCharacters: 'Reason 0.\nScore: 1'.length });
    expect(pairs).toHaveLength(1);
  });

  it('discards judgements with the same text, and a response whose judgements were not compared', async () => {
    const same = iterationOf([[[1, 5]]], byId);
    for (const judgement of same.records[0]?.judgements ?? []) judgement.text = 'Same.';
    expect(reasons(select(same).discarded)).toEqual({ 'identical-text': 1 });
    const silent = iterationOf([[[1, 5]]], byId);
    const without = { ...silent, records: silent.records.map((each) => ({ ...each, metaVerdicts: [] })) };
    expect(reasons(select(without).discarded)).toEqual({ 'no-meta-verdict': 1 });
  });

  it('weighs a win by the wins of the whole iteration and not of its prompt', async () => {
    // Every other prompt goes to the slot shown first, so that in this one a win from the second position counts more.
    const others = Array.from({ length: 30 }, () => [[1, 5]]);
    const { prompts, records } = iterationOf([[[1, 5]], ...others], bySlot);
    const [first, ...rest] = records;
    if (!first) throw new Error('no prompt');
    const [j0, j1] = ['p0.r0.j0', 'p0.r0.j1'];
    const split = [
      metaVerdict([j0, j1], ['first', 'tie'], 'p0'),
      { ...metaVerdict([j1, j0], ['tie', 'first'], 'p0'), id: 'again' },
    ];
    const { pairs, figures } = select({ prompts, records: [{ ...first, metaVerdicts: split }, ...rest] });
    expect(figures).toMatchObject({ firstWins: 61, secondWins: 1, omega1: 1 / 62, omega2: 61 / 62 });
    expect(pairs.map(({ chosenId }) => chosenId)).toEqual([j1]);
  });

  it('shows the failure that the paper warns of', async () => {
    const higher: Preference = (first, second) => {
      const scores = [first, second].map(({ outcome }) => (outcome.kind === 'scored' ? outcome.score : 0));
      return (scores[0] ?? 0) > (scores[1] ?? 0) ? ['first', 'first'] : ['second', 'second'];
    };
    const { figures } = select(iterationOf([[[5, 4, 1]], [[2, 3, 5]]], higher));
    expect(figures).toMatchObject({ shareOfHigherScoreWinning: 1, meanJudgeScore: 20 / 6 });
    const biased = select(iterationOf([[[5, 4, 1]]], bySlot));
    expect(biased.figures).toMatchObject({
      positionBias: { compared: 3, consistency: 0, firstSlot: 1, secondSlot: 0 },
      shareOfHigherScoreWinning: 0.5,
    });
  });

  it('has null figures without a record', async () => {
    const { figures, discarded } = select({ prompts: [{ id: 'p', text: 'x' }], records: [] });
    expect(figures).toMatchObject({ comparisons: 0, shareOfHigherScoreWinning: null, meanJudgeScore: null });
    expect(reasons(discarded)).toEqual({ 'too-few-judgements': 1 });
  });

  it('names a judged response that is missing', () => {
    const { prompts, records } = iterationOf([[[1, 5]]], byId);
    const missing = records.map((each) => ({ ...each, responses: [] }));
    expect(() => select({ prompts, records: missing })).toThrow('p0.r0');
  });

  const verdict = fc.constantFrom<Verdict>('first', 'second', 'tie', 'null');
  const score = fc.oneof(fc.constant(null), fc.constantFrom(0, 1, 2.5, 3, 4.1, 5));
  const scoreLists = fc.array(fc.array(fc.array(score, { maxLength: 5 }), { maxLength: 3 }), { maxLength: 8 });

  it('gives the same bytes for the same records in any order and in any shards', async () => {
    await fc.assert(
      fc.asyncProperty(
        scoreLists,
        fc.array(fc.tuple(verdict, verdict), { minLength: 1, maxLength: 40 }),
        fc.integer(),
        async (scores, verdicts, seed) => {
          let next = 0;
          const all = iterationOf(scores, () => verdicts[next++ % verdicts.length] ?? ['tie', 'tie']);
          const random = createRandom(seed);
          const together: MetaJudgedRecords = {
            responses: random.shuffle(all.records.flatMap(({ responses }) => responses)),
            judgements: random.shuffle(all.records.flatMap(({ judgements }) => judgements)),
            metaVerdicts: random.shuffle(all.records.flatMap(({ metaVerdicts }) => metaVerdicts)),
          };
          const limits = { largestRowShare: 0.15 };
          const expected = JSON.stringify(select(all, limits, 20));
          const shuffled = { prompts: all.prompts, records: random.shuffle(all.records) };
          expect(JSON.stringify(select({ prompts: all.prompts, records: [together] }, limits, 20))).toBe(expected);
          expect(JSON.stringify(select(shuffled, limits, 20))).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('counts every prompt once', async () => {
    await fc.assert(
      fc.asyncProperty(scoreLists, fc.tuple(verdict, verdict), async (scores, outcome) => {
        const { pairs, discarded } = select(iterationOf(scores, () => outcome));
        const lost = Object.values(discarded).reduce((sum, count) => sum + count, 0);
        expect(pairs.length + lost).toBe(scores.length);
      }),
      { numRuns: 200 },
    );
  });
});
