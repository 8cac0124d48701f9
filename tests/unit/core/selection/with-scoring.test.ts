import type { ScoreRecord } from '../../../../src/core/feedback-records';
import { selectorOf, type SelectionRule } from '../../../../src/core/selection/selection-rule';
import { withScoring } from '../../../../src/core/selection/with-scoring';
import { comparison, judgements, preference, prompt, response, select } from './candidates';
import { reasons, scope, score, sidesOf } from './rules/rule-scope';

const vetoing = { ...scope, scoring: { combined: [], vetoes: [{ critic: 'process', lowest: 0.3 }] } };
const vetoed = (rule: SelectionRule) => withScoring(selectorOf(rule, vetoing), vetoing);
const bad = (id: string): ScoreRecord => ({ ...score(id, 0.5, 'process'), steps: [0.9, 0.1] });

/** By judge and comparisons a is best, then b, then c. */
const records = {
  prompts: [prompt('p')],
  responses: ['a', 'b', 'c'].map((id) => response(id)),
  judgements: [...judgements('a', [5]), ...judgements('b', [4]), ...judgements('c', [1])],
};
const compared = [comparison('a', 'b', 'first'), comparison('a', 'c', 'first'), comparison('b', 'c', 'first')];
const preferred = [preference('a', 'c', 0.9), preference('b', 'c', 0.8)];

const RULES: [SelectionRule, chosen: string[], withVeto: string[]][] = [
  [{ kind: 'best-and-worst', critic: 'judge' }, ['a>c'], ['b>c']],
  [{ kind: 'length-controlled', critic: 'judge', rho: 0 }, ['a>c'], ['b>c']],
  [{ kind: 'margins', critic: 'judge', minimumPositive: 4, margin: 2, ownMargin: 2 }, ['a>c', 'b>c'], ['b>c']],
  [{ kind: 'win-rates', pairing: 'all-pairs' }, ['a>b', 'a>c', 'b>c'], ['b>c']],
  [{ kind: 'soft-preference' }, ['a>c', 'b>c'], ['b>c']],
];

describe.each(RULES)('a veto on the best response, under %j (methods section 11.3)', (rule, without, withVeto) => {
  const pairs = (feedback: ScoreRecord[]) =>
    sidesOf(select(vetoed(rule), { ...records, feedback: [...feedback, ...compared, ...preferred] }).pairs);

  it('keeps it from being chosen', () => {
    expect(pairs([])).toEqual(without);
    expect(pairs([bad('a')])).toEqual(withVeto);
  });

  it('does not keep a bad one from being rejected', () => {
    expect(pairs([bad('c')])).toEqual(without);
  });
});

it('keeps a vetoed response from being imitated', () => {
  const rule = { kind: 'best-of-n', critic: 'judge', keep: 1 } as const;
  const { imitated } = select(vetoed(rule), { ...records, feedback: [bad('a')] });
  expect(imitated.map(({ completion }) => completion)).toEqual(['text of b']);
});

it('says how many responses were vetoed, and why a prompt has no pair', () => {
  const rule = { kind: 'best-and-worst', critic: 'judge' } as const;
  const { discarded, figures } = select(vetoed(rule), { ...records, feedback: [bad('a'), bad('b')] });
  expect(reasons(discarded)).toEqual({ 'no-eligible-chosen': 1 });
  expect(figures).toEqual({ vetoed: 2 });
});

it('says how many responses have no score because one of the critics has none (methods section 11.3)', () => {
  const range = { lowest: 0, highest: 1 };
  const combined = ['judge', 'process'].map((critic) => ({ critic, weight: 1, range }));
  const together = { ...scope, scoring: { combined, vetoes: [] } };
  const rule = withScoring(selectorOf({ kind: 'best-and-worst', critic: 'combined' }, together), together);
  const feedback = [score('a', 1, 'process'), score('b', null, 'process')];
  expect(select(rule, { ...records, feedback }).figures).toEqual({ unscored: 2 });
});
