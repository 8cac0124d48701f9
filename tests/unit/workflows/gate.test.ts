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
const decide = (gate: object, of = model) => decideGate(resolveRecipe({ run: 'x', gate }), of, evaluationOf({}));
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
