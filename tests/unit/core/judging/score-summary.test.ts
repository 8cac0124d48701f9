import * as fc from 'fast-check';
import { summarise } from '../../../../src/core/judging/score-summary';
import type { JudgementOutcome } from '../../../../src/core/records';

const scored = (score: number): { outcome: JudgementOutcome } => ({
  outcome: { kind: 'scored', score, constrained: false },
});
const unparsed: { outcome: JudgementOutcome } = { outcome: { kind: 'unparsed', reason: 'no-score' } };

describe('summarise (methods section 0.3)', () => {
  it('averages the valid scores and never counts an unparsed judgement as 0', () => {
    expect(summarise([scored(3), unparsed, scored(5)])).toEqual({ valid: 2, unparsed: 1, mean: 4, variance: 1 });
  });

  it('keeps a score of 0', () => {
    expect(summarise([scored(0)])).toEqual({ valid: 1, unparsed: 0, mean: 0, variance: 0 });
  });

  it('has no mean without a valid judgement', () => {
    expect(summarise([unparsed, unparsed])).toEqual({ valid: 0, unparsed: 2, mean: null, variance: null });
    expect(summarise([])).toEqual({ valid: 0, unparsed: 0, mean: null, variance: null });
  });

  it('does not depend on the order of the judgements', () => {
    const scores = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(scores, (values) => {
        expect(summarise(values.toReversed().map(scored))).toEqual(summarise(values.map(scored)));
      }),
    );
  });

  it('gives equal means for equal averages of different counts', () => {
    expect(summarise([scored(4.1)]).mean).toBe(summarise([4.1, 4.1, 4.1].map(scored)).mean);
  });
});
