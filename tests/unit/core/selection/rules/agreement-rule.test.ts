import { agreementRule } from '../../../../../src/core/selection/rules/agreement-rule';
import { logProbability, preference, prompt, response, select } from '../candidates';
import { reasons, scope, sidesOf } from './rule-scope';

/** Log-probabilities by which M_2 gained on M_1 for a and lost for b, and against M_0 the other way round. */
const said = ([a, b]: [number, number], model: string) => [
  logProbability('a', model, a),
  logProbability('b', model, b),
];
const records = {
  prompts: [prompt('p')],
  responses: [response('a'), response('b')],
  judgements: [],
  feedback: [preference('a', 'b', 0.9), ...said([-10, -30], 'M2'), ...said([-20, -20], 'M1'), ...said([-5, -40], 'M0')],
};

const settings = { delta: 0.05, lengthNormalised: true, scale: 1 };

it('pairs what judge and implicit reward agree on (methods section 7)', () => {
  const { pairs, figures } = select(agreementRule(settings, scope), records);
  expect(sidesOf(pairs)).toEqual(['a>b']);
  expect(figures).toMatchObject({ compared: 1, consistency: 1, agreed: 1 });
});

it('passes delta, scale and length normalisation on', () => {
  // Normalised, the difference is 2: sigma(0.1 * 2) = 0.5498 is within 0.05 of 1/2; summed it is 20.
  const weak = { ...settings, scale: 0.1 };
  expect(reasons(select(agreementRule(weak, scope), records).discarded)).toEqual({ disagreement: 1 });
  expect(select(agreementRule({ ...weak, lengthNormalised: false }, scope), records).pairs).toHaveLength(1);
  expect(select(agreementRule({ ...weak, delta: 0.04 }, scope), records).pairs).toHaveLength(1);
});

it('has M_1 as reference, and M_0 while M_1 itself is the policy', () => {
  const models = { current: 'M2', previous: null, base: 'M0', anchor: 'M2' };
  const { discarded } = select(agreementRule(settings, { ...scope, models }), records);
  expect(reasons(discarded)).toEqual({ disagreement: 1 });
});

it('weighs the means of prompts by what was compared in them', () => {
  const rule = agreementRule(settings, scope);
  const { prompts: _, ...rest } = records;
  rule.add({ prompt: prompt('p'), ...rest });
  rule.add({ prompt: prompt('q'), responses: [], judgements: [], feedback: [] });
  expect(rule.finish().figures).toMatchObject({ compared: 1, agreed: 1 });
});

it('needs to know whose log-probabilities they are', () => {
  expect(() => agreementRule(settings, { ...scope, models: undefined })).toThrow('needs the digests of the models');
});

it('counts pairs with too few votes, and not what no earlier version knew where there is none (methods section 7)', () => {
  const [, ...logProbabilities] = records.feedback;
  const unanswered = { ...records, feedback: [preference('a', 'b', null), ...logProbabilities] };
  expect(select(agreementRule(settings, scope), unanswered).discarded).toMatchObject({ 'too-few-votes': 1 });
  expect(select(agreementRule(settings, scope), records).discarded).not.toHaveProperty('too-few-votes');
});
