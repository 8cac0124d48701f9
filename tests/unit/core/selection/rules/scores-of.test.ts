import { scoresOf } from '../../../../../src/core/selection/rules/scores-of';
import { comparison, judgements, prompt, response } from '../candidates';
import { scope, score } from './rule-scope';

const records = {
  prompt: prompt('p'),
  responses: ['a', 'b', 'c'].map((id) => response(id)),
  judgements: [...judgements('a', [4, null, 5]), ...judgements('b', [3])],
  feedback: [score('a', 0), score('b', 7, 'http'), score('c', null)],
};

it('takes the mean of the judgements of each response that has enough', () => {
  expect(scoresOf(records, 'judge', scope).map(({ id, score: given }) => [id, given])).toEqual([
    ['a', 4.5],
    ['b', 3],
  ]);
  expect(scoresOf(records, 'judge', { ...scope, minimumValid: 2 }).map(({ id }) => id)).toEqual(['a']);
});

it('takes the numbers of the one critic that is named, and none where it could not say', () => {
  expect(scoresOf(records, 'verifier', scope)).toEqual([
    { id: 'a', promptId: 'p', score: 0, feedbackIds: ['a.verifier'] },
  ]);
  expect(scoresOf(records, 'http', scope).map(({ id }) => id)).toEqual(['b']);
  expect(scoresOf(records, 'module', scope)).toEqual([]);
});

describe('of all critics together (methods section 11.3)', () => {
  const combined = [
    { critic: 'judge', weight: 0.5, range: { lowest: 0, highest: 5 } },
    { critic: 'process', weight: 0.5, range: { lowest: 0, highest: 1 }, tag: 'reasoning' },
  ];
  const feedback = [score('a', 0.3, 'process'), score('b', 0.8, 'process')];
  const of = (tags: string[], said = feedback) =>
    scoresOf({ ...records, prompt: { ...prompt('p'), tags }, feedback: said }, 'combined', {
      ...scope,
      scoring: { combined, vetoes: [] },
    }).map(({ id, score: given }) => [id, given]);

  it('is a * judge / 5 + (1 - a) * PRM where the prompt has the tag, and the judge alone elsewhere', () => {
    expect(of(['reasoning'])).toEqual([
      ['a', 0.6],
      ['b', 0.7],
    ]);
    expect(of([])).toEqual([
      ['a', 0.9],
      ['b', 0.6],
    ]);
  });

  it('is nothing where one of them says nothing', () => {
    expect(of(['reasoning'], [score('a', null, 'process'), score('b', 1, 'process')])).toEqual([['b', 0.8]]);
  });
});

it('takes how often a response beats the others by the majority of a panel (methods section 13.4)', () => {
  const says = (judge: string, first: string, second: string, winner: 'first' | 'second' | 'null') => ({
    ...comparison(first, second, winner),
    id: `${first}-${second}.${judge}`,
    critic: 'jury',
    judge,
  });
  const feedback = [
    ...['x', 'y'].map((judge) => says(judge, 'a', 'b', 'first')),
    says('z', 'a', 'b', 'second'),
    ...['x', 'y', 'z'].map((judge) => says(judge, 'a', 'c', 'second')),
    ...['x', 'y', 'z'].map((judge) => says(judge, 'b', 'c', 'null')),
  ];
  expect(scoresOf({ ...records, feedback }, 'jury', scope).map(({ id, score: given }) => [id, given])).toEqual([
    ['a', 0.5],
    ['b', 0],
    ['c', 1],
  ]);
});
