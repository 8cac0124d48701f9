import { passesGate } from '../../../src/workflows/gate';
import type { ModelStatus } from '../../../src/workflows/status';

const model: ModelStatus = {
  model: { name: 'M2', digest: `sha256:${'0'.repeat(64)}`, path: 'models/M2', parent: null, madeBy: 'dpo' },
  comparisons: [
    { newer: 'M2', older: 'M1', selfJudged: true, wins: 6, ties: 2, losses: 2, nulls: 0, winRate: 0.7 },
    { newer: 'M2', older: 'sft', selfJudged: true, wins: 1, ties: 0, losses: 9, nulls: 0, winRate: 0.1 },
  ],
};
const metric = (rule: object, otherwise: 'ask' | 'stop' = 'ask') =>
  passesGate({ kind: 'metric', rules: [{ metric: 'winRateAgainstPrevious', ...rule }], otherwise }, model);

describe('passesGate', () => {
  it('goes on when the gate is auto and asks when it is manual', () => {
    expect(passesGate({ kind: 'auto' }, model).kind).toBe('go on');
    expect(passesGate({ kind: 'manual' }, model).kind).toBe('ask');
  });

  it.each([
    [{ atLeast: 0.7 }, 'go on'],
    [{ atLeast: 0.71 }, 'ask'],
    [{ atMost: 0.7 }, 'go on'],
    [{ atMost: 0.69 }, 'ask'],
  ])('compares with the model before it, bounds included: %j', (rule, kind) => {
    expect(metric(rule).kind).toBe(kind);
  });

  it('stops when the recipe says so, and names metric, value and bound', () => {
    const verdict = metric({ atLeast: 0.9 }, 'stop');
    expect(verdict.kind).toBe('stop');
    expect(JSON.stringify(verdict)).toContain('winRateAgainstPrevious is 0.7 (at least 0.9');
  });

  it('does not pass a metric that could not be measured', () => {
    const rules = [{ metric: 'parseRate' as const, atLeast: 0 }];
    expect(passesGate({ kind: 'metric', rules, otherwise: 'ask' }, model).kind).toBe('ask');
  });
});
