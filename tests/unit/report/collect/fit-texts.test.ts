import type { BrowsedPair } from '../../../../src/report/collect/collect-pairs';
import { fitTexts } from '../../../../src/report/collect/fit-texts';

const pair = (prompt: number, answer: number, judgement: number): BrowsedPair => {
  const side = (id: string) => ({
    id,
    text: 'a'.repeat(answer),
    judgements: [{ score: 4, text: 'j'.repeat(judgement) }],
  });
  return {
    row: {
      id: 'p',
      iteration: '1',
      kind: 'answers',
      title: 'p',
      chosenScore: 4,
      rejectedScore: 1,
      chosenLength: answer,
      rejectedLength: answer,
      judgements: 2,
      metaJudgements: 0,
    },
    detail: {
      promptId: 'p',
      prompt: 'p'.repeat(prompt),
      prefix: null,
      weight: 1,
      confidence: null,
      chosen: side('c'),
      rejected: side('r'),
      unlabelled: false,
      metaJudgements: [],
      others: [],
    },
  };
};

it('leaves texts that fit as they are', () => {
  const pairs = [pair(10, 20, 5)];
  expect(fitTexts(pairs, 60)).toEqual({ pairs, cutAt: null });
});

it('cuts the longest texts only, says how long they were, and fits', () => {
  const { pairs, cutAt } = fitTexts([pair(10, 100, 5)], 80);
  // 10 + 5 + 5 stay, and the two answers share the other 60.
  expect(cutAt).toBe(30);
  const [{ detail } = pair(0, 0, 0)] = pairs;
  expect([detail.prompt.length, detail.chosen.judgements[0]?.text.length]).toEqual([10, 5]);
  expect(detail.chosen.text).toBe(`${'a'.repeat(30)} […70 more characters in the store]`);
});
