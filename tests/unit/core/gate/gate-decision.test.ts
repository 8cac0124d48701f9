import { gateDecision, type GateRule } from '../../../../src/core/gate/gate-decision';
import { gateFigures } from '../../../../src/core/gate/gate-figures';
import { evaluationOf } from './evaluation-of';

const figures = gateFigures({
  evaluation: evaluationOf({ accuracy: 0.55, meanCharacters: 140 }),
  previous: evaluationOf({ accuracy: 0.6, meanCharacters: 100 }),
  againstPrevious: { winRate: 0.7, wins: 7, losses: 3 },
});

describe('gateFigures', () => {
  it('measures a model beside the one before it', () => {
    expect(figures).toMatchObject({
      pairwiseAccuracy: 0.55,
      parseRate: 0.9,
      tieRate: 0.1,
      winRateAgainstPrevious: 0.7,
      meanResponseLength: 140,
    });
    expect(figures.pairwiseAccuracyChange).toBeCloseTo(-0.05);
    expect(figures.responseLengthGrowthPercent).toBeCloseTo(40);
  });

  it('has no change without the model before, and nothing without an evaluation', () => {
    const alone = gateFigures({ evaluation: evaluationOf({}), previous: undefined, againstPrevious: undefined });
    expect(alone).toMatchObject({
      pairwiseAccuracy: 0.6,
      pairwiseAccuracyChange: null,
      responseLengthGrowthPercent: null,
      winRateAgainstPrevious: null,
    });
    const none = gateFigures({ evaluation: undefined, previous: evaluationOf({}), againstPrevious: undefined });
    expect(new Set(Object.values(none))).toEqual(new Set([null]));
  });

  it('has no growth of answers that were empty', () => {
    const previous = evaluationOf({ meanCharacters: 0 });
    const found = gateFigures({ evaluation: evaluationOf({}), previous, againstPrevious: undefined });
    expect(found.responseLengthGrowthPercent).toBeNull();
  });
});

describe('gateDecision', () => {
  const length = (then: GateRule['then'], atMost = 25): GateRule => ({
    metric: 'responseLengthGrowthPercent',
    atMost,
    then,
  });
  const accuracy = (then: GateRule['then'], atLeast = -0.02): GateRule => ({
    metric: 'pairwiseAccuracyChange',
    atLeast,
    then,
  });

  it('goes on when every rule holds, also exactly at its bound', () => {
    expect(gateDecision([length('stop', 40), accuracy('stop', -0.05)], figures)).toEqual({
      kind: 'go on',
      reasons: [],
    });
  });

  it('does what a broken rule says, with its figure and its bound', () => {
    expect(gateDecision([length('stop')], figures)).toEqual({
      kind: 'stop',
      reasons: ['responseLengthGrowthPercent is 40 (at most 25)'],
    });
    expect(gateDecision([accuracy('ask')], figures)).toEqual({
      kind: 'ask',
      reasons: ['pairwiseAccuracyChange is -0.05 (at least -0.02)'],
    });
  });

  it('stops when one of several broken rules says so, and names them all', () => {
    const decision = gateDecision([accuracy('ask'), length('stop')], figures);
    expect(decision.kind).toBe('stop');
    expect(decision.reasons).toHaveLength(2);
  });

  it('asks where a figure was not measured, though its rule would stop, and never passes', () => {
    const unmeasured = { ...figures, responseLengthGrowthPercent: null };
    expect(gateDecision([length('stop')], unmeasured)).toEqual({
      kind: 'ask',
      reasons: ['responseLengthGrowthPercent was not measured (at most 25)'],
    });
    expect(gateDecision([length('stop'), accuracy('stop')], unmeasured).kind).toBe('stop');
  });
});
