import type { BenchmarkSummary } from '../../../../src/core/benchmarks/benchmark-result';
import { fallNotes } from '../../../../src/core/benchmarks/fall-notes';

const fallen = (estimate: number, unit: 'share' | 'rating' = 'share'): BenchmarkSummary => ({
  name: 'gsm8k',
  kind: 'gsm8k',
  headline: { figure: 'correct', unit, value: 0.5, low: null, high: null },
  questions: 100,
  unanswered: 0,
  truncated: 0,
  unread: 0,
  selfJudged: null,
  against: ['M1', 'sft'].map((model, index) => ({
    model,
    compared: 100,
    unpaired: 0,
    better: 0,
    worse: 0,
    equal: 100,
    difference: { estimate: index === 0 ? estimate : -0.5, low: -1, high: 1 },
    pValue: 1,
  })),
  failure: null,
});

it.each<[string, BenchmarkSummary, string[]]>([
  ['two points below the model before', fallen(-0.02), ['gsm8k: M2 is 2.0 points below M1']],
  ['less than two points below', fallen(-0.019), []],
  ['above', fallen(0.1), []],
  ['below by a rating, which has no points', fallen(-2, 'rating'), []],
])('tells of a model that is %s (methods section 17, row 7)', (_, summary, expected) => {
  expect(fallNotes('M2', summary, 'M1')).toEqual(expected);
});

it('tells nothing of a first model, or of a program', () => {
  expect(fallNotes('M1', fallen(-0.3), undefined)).toEqual([]);
  expect(fallNotes('M2', { ...fallen(-0.3), headline: null, against: [] }, 'M1')).toEqual([]);
});
