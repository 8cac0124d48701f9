import { combineVerdicts } from '../../../../src/core/judging/combine-verdicts';
import { lengthSlope } from '../../../../src/core/statistics/length-slope';
import { positionBias } from '../../../../src/core/statistics/position-bias';
import { verbosityAgainstHumans, verbosityAttack } from '../../../../src/core/statistics/verbosity-bias';

const longer = ({ firstLength, secondLength }: { firstLength: number; secondLength: number }) =>
  firstLength > secondLength ? ('first' as const) : ('second' as const);
const lengths = [
  { firstLength: 10, secondLength: 30, human: 'first' as const },
  { firstLength: 40, secondLength: 30, human: 'second' as const },
  { firstLength: 50, secondLength: 20, human: 'first' as const },
  { firstLength: 5, secondLength: 20, human: 'second' as const },
];

describe('judges with a known bias (methods section 19)', () => {
  it('finds consistency 0 and first-bias 1 in a judge that always answers A', () => {
    const verdicts = Array.from({ length: 5 }, () => ({ forward: 'first', backward: 'second' }) as const);
    expect(positionBias(verdicts)).toEqual({ compared: 5, consistency: 0, firstSlot: 1, secondSlot: 0 });
    expect(verdicts.map(({ forward, backward }) => combineVerdicts(forward, backward))).toEqual(
      Array.from({ length: 5 }, () => 'tie'),
    );
  });

  it('finds verbosity bias 1 in a judge that goes by length alone, by every measure', () => {
    const judged = lengths.map((pair) => ({ ...pair, judge: longer(pair), winner: longer(pair) }));
    expect(verbosityAgainstHumans(judged).bias).toBe(1);
    expect(lengthSlope(judged)).toEqual({ kind: 'separated', favours: 'longer' });
    expect(verbosityAttack([{ forward: 'second', backward: 'second' }])).toEqual({ compared: 1, failureRate: 1 });
  });

  it('finds none in a judge that agrees with people, and -1 in one that takes the shorter', () => {
    const bias = (judge: (pair: (typeof lengths)[number]) => 'first' | 'second') =>
      verbosityAgainstHumans(lengths.map((pair) => ({ ...pair, judge: judge(pair) }))).bias;
    expect(bias(({ human }) => human)).toBe(0);
    expect(bias((pair) => (longer(pair) === 'first' ? 'second' : 'first'))).toBe(-1);
  });
});

describe('verbosity (methods section 13.1)', () => {
  it('counts an attack as a failure only when both orders prefer the padded one', () => {
    expect(
      verbosityAttack([
        { forward: 'second', backward: 'second' },
        { forward: 'second', backward: 'first' },
        { forward: 'second', backward: 'tie' },
        { forward: 'first', backward: 'first' },
        { forward: 'second', backward: 'null' },
      ]),
    ).toEqual({ compared: 4, failureRate: 0.25 });
    expect(verbosityAttack([])).toEqual({ compared: 0, failureRate: null });
  });

  it('leaves ties, unreadable verdicts and equal lengths out', () => {
    const pair = { human: 'first', firstLength: 1, secondLength: 2 } as const;
    expect(
      verbosityAgainstHumans([
        { ...pair, judge: 'tie' },
        { ...pair, judge: 'null' },
        { ...pair, judge: 'first', secondLength: 1 },
        { ...pair, judge: 'second' },
        { ...pair, judge: 'first' },
      ]),
    ).toEqual({
      shorterPreferred: { compared: 2, wrong: 0.5 },
      longerPreferred: { compared: 0, wrong: null },
      bias: null,
    });
  });
});

describe('lengthSlope (methods section 13.1)', () => {
  const pair = (winner: 'first' | 'second' | 'tie' | 'null', difference: number) => ({
    winner,
    firstLength: 100 + difference,
    secondLength: 100,
  });

  it('has the closed form of two differences: odds 3 and 1/3 at tanh(1) and -tanh(1)', () => {
    const fit = lengthSlope([
      pair('first', 20),
      pair('first', 20),
      pair('first', 20),
      pair('second', 20),
      pair('second', -20),
      pair('second', -20),
      pair('second', -20),
      pair('first', -20),
      pair('null', 500),
    ]);
    if (fit.kind !== 'fitted') throw new Error('expected a fit');
    expect(fit.slope).toBeCloseTo(Math.log(3) / Math.tanh(1), 9);
    expect(fit.intercept).toBeCloseTo(0, 9);
  });

  it('solves the likelihood equations: residuals sum to 0, alone and times the regressor', () => {
    const comparisons = [-50, -30, -10, 5, 20, 45, 60].map((difference, index) =>
      pair(index % 3 === 0 ? 'first' : index % 3 === 1 ? 'second' : 'tie', difference),
    );
    const fit = lengthSlope(comparisons);
    if (fit.kind !== 'fitted') throw new Error('expected a fit');
    const differences = comparisons.map(({ firstLength, secondLength }) => firstLength - secondLength);
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const deviation = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length);
    const residuals = comparisons.map(({ winner }, index) => {
      const x = Math.tanh((differences[index] ?? 0) / deviation);
      const y = winner === 'tie' ? 0.5 : Number(winner === 'first');
      return { x, r: y - 1 / (1 + Math.exp(-(fit.intercept + fit.slope * x))) };
    });
    expect(residuals.reduce((sum, { r }) => sum + r, 0)).toBeCloseTo(0, 9);
    expect(residuals.reduce((sum, { x, r }) => sum + x * r, 0)).toBeCloseTo(0, 9);
  });

  it('says when there is no slope', () => {
    expect(lengthSlope([])).toEqual({ kind: 'undefined' });
    expect(lengthSlope([pair('first', 5), pair('first', 9)])).toEqual({ kind: 'undefined' });
    expect(lengthSlope([pair('first', 5), pair('second', 5)])).toEqual({ kind: 'undefined' });
    expect(lengthSlope([pair('first', -5), pair('second', 5)])).toEqual({ kind: 'separated', favours: 'shorter' });
  });
});
