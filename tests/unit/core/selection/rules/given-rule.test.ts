import { givenRule } from '../../../../../src/core/selection/rules/given-rule';
import { prompt } from '../candidates';
import { scope, sidesOf } from './rule-scope';

it('takes the pairs of the data set as they are, without those that teach nothing (methods section 3)', () => {
  const rule = givenRule(scope);
  const texts = [
    ['Good.', 'Bad.'],
    ['  ', 'Bad.'],
    ['Good.', ''],
    ['Same.', ' Same. '],
  ];
  for (const [index, [chosen = '', rejected = '']] of texts.entries()) {
    const id = `p${index}`;
    const given = [{ id, prompt: 'Why?', chosen, rejected }];
    rule.add({ prompt: prompt(id, 'Why?'), responses: [], judgements: [], feedback: [], given });
  }
  rule.add({ prompt: prompt('none'), responses: [], judgements: [], feedback: [] });
  const { pairs, discarded, imitated } = rule.finish();
  expect(sidesOf(pairs)).toEqual(['p0.chosen>p0.rejected']);
  expect(pairs[0]).toMatchObject({ id: 'p0.p2', prompt: 'Why?', chosen: 'Good.', chosenScore: null, weight: 1 });
  expect(discarded).toEqual({ 'empty-chosen': 1, 'empty-rejected': 1, 'identical-text': 1 });
  expect(imitated).toEqual([]);
});
