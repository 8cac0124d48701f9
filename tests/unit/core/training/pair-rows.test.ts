import { labelPreferenceMessages } from '../../../../src/core/judging/label-preference-prompt';
import type { PairRecord } from '../../../../src/core/records';
import { pairRowOf, rankedPairRows, softPreferenceRow } from '../../../../src/core/training/pair-rows';

const pair: PairRecord = {
  id: 'p.p1',
  promptId: 'p',
  prompt: 'Why?',
  chosen: 'Good.',
  rejected: 'Bad.',
  chosenId: 'a',
  rejectedId: 'b',
  chosenScore: 0.8,
  rejectedScore: 0.2,
  judgementIds: [],
  weight: 2,
  iteration: 1,
};
const asked = [{ role: 'user', content: 'Why?' }];
const row = { id: 'p.p1', prompt: asked, chosen: 'Good.', rejected: 'Bad.', weight: 2 };

describe('pairRowOf', () => {
  it.each(['dpo', 'spin'] as const)('of %s is chosen and rejected', (kind) => {
    expect(pairRowOf({ kind })(pair)).toEqual(row);
    expect(pairRowOf({ kind })({ ...pair, confidence: 0.6 })).toEqual(row);
  });

  it('of dpo_soft has the confidence, which is 1 where the rule is certain', () => {
    expect(pairRowOf({ kind: 'dpo_soft' })({ ...pair, confidence: 0.6 })).toEqual({ ...row, confidence: 0.6 });
    expect(pairRowOf({ kind: 'dpo_soft' })(pair)).toEqual({ ...row, confidence: 1 });
  });

  it('of dno_soft has two sides and their win rates', () => {
    const { chosen: first, rejected: second, ...rest } = row;
    const expected = { ...rest, first, second, firstReward: 0.8, secondReward: 0.2 };
    expect(pairRowOf({ kind: 'dno_soft', rewardScale: 1 })(pair)).toEqual(expected);
  });

  it('of dno_soft refuses a pair without win rates by its id', () => {
    const unscored = { ...pair, chosenScore: null };
    expect(() => pairRowOf({ kind: 'dno_soft', rewardScale: 1 })(unscored)).toThrow('pair p.p1 has no win rates');
  });

  it('of scir has no chosen side, and asks the judge about the two in both orders (methods section 7)', () => {
    const { chosen: first, rejected: second, ...rest } = row;
    expect(pairRowOf({ kind: 'scir' })({ ...pair, unlabelled: true })).toEqual({
      ...rest,
      first,
      second,
      judgePromptForward: labelPreferenceMessages({ prompt: 'Why?', optionA: first, optionB: second }),
      judgePromptBackward: labelPreferenceMessages({ prompt: 'Why?', optionA: second, optionB: first }),
      labels: ['A', 'B'],
    });
  });

  it('goes on with the conversation of a judge pair', () => {
    const messages = [
      { role: 'system' as const, content: 'Judge.' },
      ...asked.map(({ content }) => ({ role: 'user' as const, content })),
    ];
    expect(pairRowOf({ kind: 'dpo' })({ ...pair, messages }).prompt).toEqual(messages);
  });
});

it('softPreferenceRow says how probable it is that the first is better, 1 where the rule is certain (methods section 9 step 4)', () => {
  const { chosen: first, rejected: second, ...rest } = row;
  expect(softPreferenceRow({ ...pair, confidence: 0.6 })).toEqual({ ...rest, first, second, probability: 0.6 });
  expect(softPreferenceRow(pair)).toEqual({ ...rest, first, second, probability: 1 });
});

it('rankedPairRows has each strict pair of ranked replies with probability 1 (methods section 9 step 4)', () => {
  const replies = [
    { id: 'b', text: 'two', rank: 1 },
    { id: 'a', text: 'one', rank: 0 },
    { id: 'c', text: 'three', rank: 1 },
  ];
  const certain = { prompt: asked, weight: 1, probability: 1 };
  expect(rankedPairRows({ id: 'g', prompt: 'Why?', replies })).toEqual([
    { ...certain, id: 'g.a.b', first: 'one', second: 'two' },
    { ...certain, id: 'g.a.c', first: 'one', second: 'three' },
  ]);
});
