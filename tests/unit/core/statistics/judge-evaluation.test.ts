import { evaluateJudge, judgeEvaluationSchema } from '../../../../src/core/statistics/judge-evaluation';
import { judgements } from '../selection/candidates';

const group = (id: string, ...replies: string[]) => ({
  id,
  prompt: 'Why?',
  replies: replies.map((reply, rank) => ({ id: reply, text: 'x', rank })),
});

describe('evaluateJudge (methods section 0.3 and section 1)', () => {
  it('scores a reply by the mean of its valid judgements and counts the rest', () => {
    const records = [
      ...judgements('a', [4, null, 5], 'g1'),
      ...judgements('b', [3, 4, 5], 'g1'),
      ...judgements('c', [null, null, null], 'g1'),
    ];
    const evaluation = evaluateJudge([group('g1', 'a', 'b', 'c')], records);
    expect(() => judgeEvaluationSchema.parse(evaluation)).not.toThrow();
    expect(evaluation.metrics).toMatchObject({ pairwiseAccuracy: 1, exactMatch: 1, tieRate: 0, bestOf5: null });
    expect(evaluation.parseRate).toBeCloseTo(5 / 9, 12);
    expect(evaluation.counts).toEqual({
      groups: 1,
      replies: 3,
      repliesWithoutScore: 1,
      judgements: 9,
      unparsed: 4,
      constrained: 0,
    });
  });

  it('takes a judgement that was asked for again as a miss of the parse rate', () => {
    const constrained = { attempt: 3, outcome: { kind: 'scored', score: 2, constrained: true } } as const;
    const again = judgements('b', [null], 'g1').map((record) => ({ ...record, ...constrained }));
    const evaluation = evaluateJudge([group('g1', 'a', 'b')], [...judgements('a', [4], 'g1'), ...again]);
    expect(evaluation.parseRate).toBe(0.5);
    expect(evaluation.counts.constrained).toBe(1);
  });

  it('keeps replies of different groups apart that have the same id', () => {
    const records = [
      ...judgements('a', [5], 'g1'),
      ...judgements('b', [1], 'g1'),
      ...judgements('a', [1], 'g2'),
      ...judgements('b', [5], 'g2'),
    ];
    const { metrics } = evaluateJudge([group('g1', 'a', 'b'), group('g2', 'a', 'b')], records);
    expect(metrics.pairwiseAccuracy).toBe(0.5);
  });

  it('is null without judgements', () => {
    const evaluation = evaluateJudge([group('g1', 'a', 'b')], []);
    expect(evaluation.parseRate).toBeNull();
    expect(evaluation.metrics.pairwiseAccuracy).toBeNull();
  });
});
