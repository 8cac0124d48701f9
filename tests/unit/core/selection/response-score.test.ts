import type { ScoreRecord } from '../../../../src/core/feedback-records';
import { criticScores, judgementScores } from '../../../../src/core/selection/response-score';
import { judgements } from './candidates';

const said = (responseId: string, critic: string, score: number | null): ScoreRecord => ({
  kind: 'score',
  id: `${responseId}.${critic}`,
  promptId: 'p',
  model: 'm',
  responseId,
  critic,
  score,
});

describe('judgementScores (methods section 0.3)', () => {
  it('is the mean of the valid judgements, where there are enough', () => {
    const all = [...judgements('a', [4, null, 5]), ...judgements('b', [null, 3]), ...judgements('c', [null])];
    expect(judgementScores(all, 1)).toEqual([
      { id: 'a', promptId: 'p', score: 4.5, feedbackIds: ['a.j0', 'a.j2'] },
      { id: 'b', promptId: 'p', score: 3, feedbackIds: ['b.j1'] },
    ]);
    expect(judgementScores(all, 2).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('criticScores', () => {
  it('takes one critic at its word and never scores what it could not', () => {
    const all = [said('a', 'verifier', 0), said('b', 'verifier', null), said('a', 'other', 1)];
    expect(criticScores(all, 'verifier')).toEqual([{ id: 'a', promptId: 'p', score: 0, feedbackIds: ['a.verifier'] }]);
  });
});
