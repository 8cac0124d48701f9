import { judgeMessages } from '../../../../../src/core/judging/additive-prompt';
import { lengthControlledRule } from '../../../../../src/core/selection/rules/length-controlled-rule';
import { metaVerdict, told } from '../../meta/meta-records';
import { prompt, response, select } from '../candidates';
import { reasons, scope, score, sidesOf } from './rule-scope';

const texts = { a: 'Long and good, and long.', b: 'Good.', c: 'Bad.', d: 'Bad and much longer than that.' };
const records = {
  prompts: [prompt('p')],
  responses: Object.entries(texts).map(([id, text]) => response(id, { text })),
  judgements: [],
  feedback: [score('a', 5), score('b', 4.8), score('c', 1), score('d', 1.2)],
};

describe('lengthControlledRule (methods section 4)', () => {
  it('passes rho, the critic and the longest chosen response on', () => {
    const pairsOf = (changes: object) =>
      select(lengthControlledRule({ critic: 'verifier', rho: 0, ...changes }, scope), records);
    expect(sidesOf(pairsOf({}).pairs)).toEqual(['a>c']);
    expect(sidesOf(pairsOf({ rho: 0.32 }).pairs)).toEqual(['b>d']);
    expect(reasons(pairsOf({ longestChosenCharacters: 10 }).discarded)).toEqual({ 'chosen-too-long': 1 });
    expect(reasons(pairsOf({ critic: 'judge' }).discarded)).toEqual({ 'too-few-scored': 1 });
  });

  it('drops a pair whose scores are less than the margin apart (methods section 2)', () => {
    const rule = (margin: number) => lengthControlledRule({ critic: 'verifier', rho: 0.32, margin }, scope);
    expect(sidesOf(select(rule(3.6), records).pairs)).toEqual(['b>d']);
    expect(reasons(select(rule(3.7), records).discarded)).toEqual({ 'no-margin': 1 });
  });

  const judged = {
    ...records,
    judgements: [...told('a', [5, 1]), ...told('c', [2, 2])],
    feedback: [...records.feedback, metaVerdict(['a.j0', 'a.j1'], ['first', 'first'])],
  };
  const settings = { critic: 'verifier', rho: 0, judgePairs: { prior: 0.01, largestScoreShare: 1 } };

  it('adds pairs of judgements, as a conversation that the judge goes on with', () => {
    const { pairs, figures } = select(lengthControlledRule(settings, scope), judged);
    expect(sidesOf(pairs)).toEqual(['a>c', 'a.j0>a.j1']);
    const asked = judgeMessages({ prompt: 'Prompt p', response: texts.a });
    expect(pairs[1]).toMatchObject({
      messages: asked,
      prompt: asked.at(-1)?.content,
      chosen: 'Reason 0.\nScore: 5',
      judgementIds: ['a.j0-a.j1'],
    });
    expect(figures).toMatchObject({ judgePairs: 1, comparisons: 1 });
  });

  it('passes their length filter on, counts what they lose apart, and leaves them out where none are asked for', () => {
    const short = { ...settings, judgePairs: { ...settings.judgePairs, longestJudgementCharacters: 5 } };
    const { pairs, discarded } = select(lengthControlledRule(short, scope), judged);
    expect(sidesOf(pairs)).toEqual(['a>c']);
    expect(reasons(discarded)).toEqual({ 'judge pair: judgement-too-long': 1 });
    const none = select(lengthControlledRule({ critic: 'verifier', rho: 0 }, scope), judged);
    expect(sidesOf(none.pairs)).toEqual(['a>c']);
    expect(none.figures).toEqual({});
  });
});
