import type { BenchmarkSummary } from '../../../src/core/benchmarks/benchmark-result';
import { evaluatorSummary } from '../../../src/core/benchmarks/reported-figures';
import { gateRecordSchema } from '../../../src/core/gate/gate-record';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { decideGate, gateReason } from '../../../src/workflows/gate';
import type { ModelStatus } from '../../../src/workflows/status';
import { evaluationOf } from '../core/gate/evaluation-of';

const model: ModelStatus = {
  model: { name: 'M2', digest: `sha256:${'0'.repeat(64)}`, path: 'models/M2', parent: null, madeBy: 'dpo' },
  comparisons: [
    { newer: 'M2', older: 'M1', selfJudged: true, wins: 6, ties: 2, losses: 2, nulls: 0, winRate: 0.7 },
    { newer: 'M2', older: 'sft', selfJudged: true, wins: 1, ties: 0, losses: 9, nulls: 0, winRate: 0.1 },
  ],
};
const benchmarks = [
  { kind: 'ifeval', questions: 'input_data.jsonl' },
  { kind: 'command', name: 'harness', command: ['lm_eval'] },
];
const decide = (gate: object, of = model) =>
  decideGate(resolveRecipe({ run: 'x', gate, evaluation: { benchmarks } }), of, {
    policy: 'M1',
    evaluation: evaluationOf({}),
  });
const metric = (rule: object, otherwise?: 'ask' | 'stop') =>
  decide({ kind: 'metric', rules: [{ metric: 'winRateAgainstPrevious', ...rule }], otherwise }).decision;

describe('decideGate', () => {
  it('goes on when the gate is auto and asks when it is manual', () => {
    expect(decide({ kind: 'auto' }).decision.kind).toBe('go on');
    expect(decide({ kind: 'manual' }).decision.kind).toBe('ask');
  });

  it.each([
    [{ atLeast: 0.7 }, 'go on'],
    [{ atLeast: 0.71 }, 'ask'],
    [{ atMost: 0.7 }, 'go on'],
    [{ atMost: 0.69 }, 'ask'],
  ])('compares with the model before it, bounds included: %j', (rule, kind) => {
    expect(metric(rule).kind).toBe(kind);
  });

  it('does what the rule says, and what the gate says where the rule says nothing', () => {
    expect(metric({ atLeast: 0.9, then: 'stop' }, 'ask').kind).toBe('stop');
    expect(metric({ atLeast: 0.9, then: 'ask' }, 'stop').kind).toBe('ask');
    expect(metric({ atLeast: 0.9 }, 'stop').kind).toBe('stop');
    expect(metric({ atLeast: 0.9 }).kind).toBe('ask');
  });

  it('asks about a metric that was not measured, unless the whole gate stops', () => {
    const unmeasured = (rule: object, otherwise?: string) =>
      decide({ kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 0, ...rule }], otherwise }).decision.kind;
    expect(unmeasured({ then: 'stop' }, 'stop')).toBe('ask');
    expect(unmeasured({})).toBe('ask');
    expect(unmeasured({}, 'stop')).toBe('stop');
  });

  it('bounds a benchmark, and its change against the policy alone', () => {
    const difference = { estimate: -0.03, low: -0.06, high: 0.01 };
    const against = { compared: 9, unpaired: 0, better: 1, worse: 2, equal: 6, pValue: 1 };
    const ifeval: BenchmarkSummary = {
      name: 'ifeval',
      kind: 'ifeval',
      headline: { figure: 'followed', unit: 'share', value: 0.5, low: 0.4, high: 0.6 },
      questions: 9,
      unanswered: 0,
      truncated: 0,
      unread: 0,
      selfJudged: null,
      against: [
        { model: 'M1', ...against, difference },
        { model: 'sft', ...against, difference: { ...difference, estimate: 0.2 } },
      ],
      failure: null,
    };
    const rules = [
      { metric: 'benchmark/ifeval', atLeast: 0.6 },
      { metric: 'benchmarkChange/ifeval', atLeast: -0.02, then: 'stop' },
    ];
    const gate = decide({ kind: 'metric', rules }, { ...model, benchmarks: [ifeval] });
    expect(gate.decision).toEqual({
      kind: 'stop',
      reasons: ['benchmark/ifeval is 0.5 (at least 0.6)', 'benchmarkChange/ifeval is -0.03 (at least -0.02)'],
    });
    expect(gateRecordSchema.parse(gate)).toEqual(gate);
    expect(decide({ kind: 'metric', rules }).decision.reasons).toContain(
      'benchmark/ifeval was not measured (at least 0.6)',
    );
  });

  it('bounds what a program reported, and asks where it reported nothing', () => {
    const rules = [{ metric: 'benchmark/harness', atLeast: 0.4, then: 'stop' }];
    const reported = { headline: { name: 'acc', value: 0.3, unit: 'share' as const, n: 9 }, figures: {} };
    const gate = (of: ModelStatus) => decide({ kind: 'metric', rules }, of).decision.kind;
    const harness = (figures: typeof reported | null) => ({
      ...model,
      benchmarks: [evaluatorSummary('harness', { reported: figures, failure: null })],
    });
    expect(gate(harness(reported))).toBe('stop');
    expect(gate(harness(null))).toBe('ask');
  });

  it('refuses a benchmark that the recipe has not, and the change of a program', () => {
    const bound = (named: string) => () => decide({ kind: 'metric', rules: [{ metric: named, atLeast: 0 }] });
    expect(bound('benchmark/gsm8k')).toThrow('gate.rules.0.metric: no benchmark "gsm8k" is in evaluation.benchmarks');
    expect(bound('benchmarkChange/harness')).toThrow('gate.rules.0.metric: "harness" is a program, which reports no');
    expect(bound('benchmark/')).toThrow('gate.rules.0.metric');
  });

  it('measures changes against the policy', () => {
    const longer = { ...model, evaluation: evaluationOf({ meanCharacters: 130 }) };
    const rules = [{ metric: 'responseLengthGrowthPercent', atMost: 25, then: 'stop' }];
    expect(decide({ kind: 'metric', rules }, longer).decision).toEqual({
      kind: 'stop',
      reasons: ['responseLengthGrowthPercent is 30 (at most 25)'],
    });
  });
});

describe('gateReason', () => {
  it('names the model, what happens to it, and every figure with its bound', () => {
    const gate = { kind: 'metric', rules: [{ metric: 'winRateAgainstPrevious', atLeast: 0.9, then: 'stop' }] };
    expect(gateReason('M2', decide(gate))).toBe(
      'M2 does not pass the gate, and the run stops: winRateAgainstPrevious is 0.7 (at least 0.9)',
    );
    expect(gateReason('M2', decide({ kind: 'manual' }))).toContain('M2 waits for approval');
    expect(gateReason('M2', decide({ kind: 'auto' }))).toBeUndefined();
  });
});
