import { imitationRow, promptRow, rankedRow } from '../../../../src/core/training/method-rows';

const shared = { id: 'p.p1', promptId: 'p', prompt: 'Why?', feedbackIds: ['x'], weight: 0.5, iteration: 1 };
const prompt = [{ role: 'user', content: 'Why?' }];

describe('rows of the objectives (methods section 18)', () => {
  it('has all replies of a prompt with their ranks for rm_bt, ties too (methods section 10)', () => {
    const replies = [
      { id: 'b', text: 'two', rank: 1 },
      { id: 'a', text: 'one', rank: 0 },
      { id: 'c', text: 'three', rank: 1 },
    ];
    expect(rankedRow({ id: 'g', prompt: 'Why?', replies })).toEqual({
      id: 'g',
      prompt,
      responses: ['two', 'one', 'three'],
      ranks: [1, 0, 1],
      weight: 1,
    });
  });

  it('has nothing but the prompt for ppo (methods section 10)', () => {
    expect(promptRow({ id: 'p', text: 'Why?', source: 'seed', parents: [] })).toEqual({ id: 'p', prompt, weight: 1 });
  });

  it('imitates a response for sft', () => {
    expect(imitationRow({ ...shared, completion: 'one', responseId: 'a', score: 3 })).toEqual({
      id: 'p.p1',
      prompt,
      completion: 'one',
      weight: 0.5,
    });
  });
});
