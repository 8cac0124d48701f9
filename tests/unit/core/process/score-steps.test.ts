import { scoreSteps, type StepLabels } from '../../../../src/core/process/score-steps';

/** A judge that holds a step correct with a probability, and likes the label A by as much more. */
const step = (probability: number, liking = 0): StepLabels => {
  const odds = Math.log(probability / (1 - probability));
  return { forward: { logpA: odds + liking, logpB: 0 }, backward: { logpA: -odds + liking, logpB: 0 } };
};

describe('scoreSteps (methods section 11.1)', () => {
  it('is the product of the probabilities', () => {
    const { score, steps } = scoreSteps([step(0.9), step(0.8), step(0.5)], 'product');
    expect(score).toBeCloseTo(0.36, 12);
    expect(steps?.map((probability) => probability.toFixed(9))).toEqual(['0.900000000', '0.800000000', '0.500000000']);
  });

  it('may be the lowest or the last one', () => {
    const steps = [step(0.9), step(0.2), step(0.5)];
    expect(scoreSteps(steps, 'min').score).toBeCloseTo(0.2, 12);
    expect(scoreSteps(steps, 'last').score).toBeCloseTo(0.5, 12);
  });

  it('gives an undecided judge that likes a label one half', () => {
    expect(scoreSteps([step(0.5, 3)], 'product').score).toBeCloseTo(0.5, 12);
  });

  it('says nothing where a step could not be read in both orders, or there is none', () => {
    const { forward } = step(0.9);
    expect(scoreSteps([step(0.9), { forward, backward: null }], 'product')).toEqual({
      score: null,
      reason: 'unread-step',
    });
    expect(scoreSteps([], 'product')).toEqual({ score: null, reason: 'no-step' });
  });
});
