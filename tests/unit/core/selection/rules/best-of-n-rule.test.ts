import { bestOfNRule } from '../../../../../src/core/selection/rules/best-of-n-rule';
import { prompt, response, select } from '../candidates';
import { reasons, scope, score } from './rule-scope';

const records = {
  prompts: [prompt('p', 'Why?')],
  responses: ['a', 'b', 'c'].map((id) => response(id)),
  judgements: [],
  feedback: [score('a', 3), score('b', 1), score('c', 2)],
};

it('gives the best responses of the critic that it is given, as rows to imitate', () => {
  const { imitated, pairs } = select(bestOfNRule({ critic: 'verifier', keep: 2 }, scope), records);
  expect(pairs).toEqual([]);
  expect(imitated).toEqual(
    ['a', 'c'].map((id, number) => ({
      id: `p.p2.${number}`,
      prompt: [{ role: 'user', content: 'Why?' }],
      completion: `text of ${id}`,
      weight: 1,
    })),
  );
});

it('passes keep and threshold on', () => {
  expect(select(bestOfNRule({ critic: 'verifier', keep: 1 }, scope), records).imitated).toHaveLength(1);
  const { imitated, discarded } = select(bestOfNRule({ critic: 'verifier', keep: 2, threshold: 4 }, scope), records);
  expect(imitated).toEqual([]);
  expect(reasons(discarded)).toEqual({ 'below-threshold': 1 });
  expect(reasons(select(bestOfNRule({ critic: 'http', keep: 1 }, scope), records).discarded)).toEqual({
    'too-few-scored': 1,
  });
});
