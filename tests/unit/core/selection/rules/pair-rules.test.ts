import {
  datasetRule,
  marginsRule,
  softPreferenceRule,
  winRatesRule,
} from '../../../../../src/core/selection/rules/pair-rules';
import { comparison, judgements, preference, prompt, response, select } from '../candidates';
import { reasons, scope, score, sidesOf } from './rule-scope';

const prompts = [prompt('p')];
const of = (...ids: string[]) => ids.map((id) => response(id));

describe('marginsRule (methods section 5)', () => {
  const records = { prompts, responses: of('a', 'b', 'c'), judgements: [] };
  const feedback = [score('a', 5), score('b', 4), score('c', 2)];

  it('passes its margins on, and counts pairs by who wrote their sides', () => {
    const settings = { critic: 'verifier', minimumPositive: 4, margin: 3, ownMargin: 2 };
    const { pairs, figures } = select(marginsRule(settings, scope), { ...records, feedback });
    expect(sidesOf(pairs)).toEqual(['a>c', 'b>c']);
    expect(pairs[0]).toMatchObject({ chosenScore: 5, rejectedScore: 2, judgementIds: ['a.verifier', 'c.verifier'] });
    expect(figures).toEqual({ defective: 0, 'policy>policy': 2 });
  });

  it('rests on the critic that it is given', () => {
    const settings = { critic: 'judge', minimumPositive: 5, margin: 2, ownMargin: 1 };
    const said = [...judgements('b', [5]), ...judgements('c', [3])];
    const { pairs } = select(marginsRule(settings, scope), { ...records, judgements: said, feedback });
    expect(sidesOf(pairs)).toEqual(['b>c']);
  });
});

describe('winRatesRule (methods section 5)', () => {
  const records = {
    prompts,
    responses: of('a', 'b', 'c'),
    judgements: [],
    feedback: [comparison('a', 'b', 'second'), comparison('a', 'c', 'second'), comparison('b', 'c', 'tie')],
  };

  it('makes the side that wins more often the chosen one, with the rates of both', () => {
    const { pairs, figures } = select(winRatesRule({ pairing: 'all-pairs' }, scope), records);
    expect(sidesOf(pairs)).toEqual(['b>a', 'c>a', 'b>c']);
    expect(pairs[0]).toMatchObject({ chosen: 'text of b', rejected: 'text of a', chosenScore: 0.75, rejectedScore: 0 });
    expect(figures).toEqual({ comparisons: 3, nulls: 0 });
  });

  it('passes the pairing on', () => {
    const { pairs } = select(winRatesRule({ pairing: 'best-and-worst' }, scope), records);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.rejectedId).toBe('a');
  });
});

describe('softPreferenceRule (methods section 9)', () => {
  const records = {
    prompts,
    responses: of('a', 'b', 'c'),
    judgements: [],
    feedback: [preference('a', 'b', 0.2), preference('a', 'c', 0.6)],
  };

  it('gives the more probable side with its probability as confidence', () => {
    const { pairs } = select(softPreferenceRule({}, scope), records);
    expect(sidesOf(pairs)).toEqual(['b>a', 'a>c']);
    expect(pairs.map(({ confidence }) => confidence)).toEqual([0.8, 0.6]);
    expect(pairs[0]?.judgementIds).toEqual(['a-b']);
  });

  it('gives hard labels from a threshold on', () => {
    const { pairs, discarded } = select(softPreferenceRule({ threshold: 0.7 }, scope), records);
    expect(sidesOf(pairs)).toEqual(['b>a']);
    expect(pairs[0]).not.toHaveProperty('confidence');
    expect(reasons(discarded)).toEqual({ undecided: 1 });
  });
});

describe('datasetRule (methods section 8)', () => {
  const records = { prompt: prompt('p'), responses: of('a', 'b'), judgements: [], feedback: [] };

  it('lets the answer of the data set win against every sample, unscored', () => {
    const rule = datasetRule(scope);
    rule.add({ ...records, answer: 'The answer.' });
    const { pairs } = rule.finish();
    expect(sidesOf(pairs)).toEqual(['p.answer>a', 'p.answer>b']);
    expect(pairs[0]).toMatchObject({ chosen: 'The answer.', chosenScore: null, rejectedScore: null, judgementIds: [] });
  });

  it('gives nothing of a prompt without an answer', () => {
    const rule = datasetRule(scope);
    rule.add(records);
    const { pairs, discarded } = rule.finish();
    expect(pairs).toEqual([]);
    expect(reasons(discarded)).toEqual({ 'no-dataset-answer': 1 });
  });
});
