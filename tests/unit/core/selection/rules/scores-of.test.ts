import { scoresOf } from '../../../../../src/core/selection/rules/scores-of';
import { judgements, prompt, response } from '../candidates';
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
