import { selectorOf, type SelectionRule } from '../../../../src/core/selection/selection-rule';
import type { SelectionScope } from '../../../../src/core/selection/selector';
import { logProbability, preference, prompt, response, select } from './candidates';
import { scope } from './rules/rule-scope';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const cream: SelectionRule = { kind: 'consistency', metric: 'kendall', source: { kind: 'average' }, clamp: 'none' };
const RULES: SelectionRule[] = [
  { kind: 'agreement', delta: 0.05, lengthNormalised: true, scale: 1 },
  { kind: 'unlabelled', pairsPerPrompt: 4 },
];

/** Five responses to a prompt, with their rewards under M_2 and M_1; those of M_0 are 0. */
function recordsOf(now: readonly number[], before: readonly number[], promptId = 'p') {
  const own = (id: string) => `${promptId}${id}`;
  const said = (model: string, rewards: readonly number[]) =>
    rewards.map((reward, index) => logProbability(own(IDS[index] ?? ''), model, reward - 100, 10, promptId));
  return {
    prompts: [prompt(promptId)],
    responses: IDS.map((id) => response(own(id), { promptId })),
    judgements: [],
    feedback: [
      preference(own('a'), own('b'), 0.9, { promptId }),
      ...said('M2', now),
      ...said('M1', before),
      ...said('M0', [0, 0, 0, 0, 0]),
    ],
  };
}

const golden = recordsOf([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]);
const figuresOf = (rule: SelectionRule, records = golden, within: SelectionScope = scope) =>
  select(selectorOf(rule, within), records).figures;
const beside = (rule: SelectionRule): SelectionRule =>
  rule.kind === 'agreement' || rule.kind === 'unlabelled' ? { ...rule, creamConsistency: true } : rule;

describe.each(RULES)("CREAM's C beside $kind (methods section 7: add CREAM's C for comparison)", (rule) => {
  it('is the golden 0.8 (methods section 0.4), as CREAM itself measures it', () => {
    const { creamConsistency, creamMeasured, creamUnmeasured } = figuresOf(beside(rule));
    expect(creamConsistency).toBeCloseTo(0.8, 12);
    expect([creamMeasured, creamUnmeasured]).toEqual([1, 0]);
    expect(creamConsistency).toBe(figuresOf(cream)['kendall']);
  });

  it("takes M_0's ranking for that of the model before the first, as CREAM does (methods section 6)", () => {
    const first = { ...scope, models: { current: 'M1', previous: null, base: 'M0', anchor: 'M1' } };
    const { creamConsistency } = figuresOf(beside(rule), golden, first);
    // All are equally probable under M_0: neither concordant nor discordant.
    expect(creamConsistency).toBe(0.5);
    expect(creamConsistency).toBe(figuresOf(cream, golden, first)['kendall']);
  });

  it('is the mean over the prompts that could be measured, and counts the others', () => {
    const other = recordsOf([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 'q');
    const unmeasured = { ...recordsOf([], [], 'r'), feedback: [] };
    const selector = selectorOf(beside(rule), scope);
    for (const { prompts, ...records } of [golden, other, unmeasured])
      for (const each of prompts) selector.add({ prompt: each, ...records });
    const { creamConsistency, creamMeasured, creamUnmeasured } = selector.finish().figures;
    expect(creamConsistency).toBeCloseTo(0.9, 12);
    expect([creamMeasured, creamUnmeasured]).toEqual([2, 1]);
  });

  it('is left out where no prompt could be measured', () => {
    const figures = figuresOf(beside(rule), { ...golden, feedback: [] });
    expect(figures).toMatchObject({ creamMeasured: 0, creamUnmeasured: 1 });
    expect(figures).not.toHaveProperty('creamConsistency');
  });

  it('changes nothing else, and is not there unless the recipe asks for it', () => {
    const [without, measured] = [rule, beside(rule)].map((each) => select(selectorOf(each, scope), golden));
    const names = Object.keys(without?.figures ?? {});
    expect(names.filter((name) => name.startsWith('cream'))).toEqual([]);
    expect({ ...measured, figures: {} }).toEqual({ ...without, figures: {} });
    expect(measured?.figures).toMatchObject({ ...without?.figures });
  });

  it('needs to know whose log-probabilities they are', () => {
    expect(() => selectorOf(beside(rule), { ...scope, models: undefined })).toThrow('needs the digests of the models');
  });
});
