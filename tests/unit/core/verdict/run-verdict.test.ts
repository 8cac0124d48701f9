import { createRandom, type Random } from '../../../../src/core/random';
import { sigmoid } from '../../../../src/core/statistics/bernoulli';
import { runVerdict, type StepFigures, type StepVerdict } from '../../../../src/core/verdict/run-verdict';

const ITEMS = 64;

interface Fabricated {
  /** By how much the newer answers are longer, as a share. */
  growth: number;
  /** How much better the newer answers are, and how strongly the judge follows length, in natural-log odds. */
  quality: number;
  pull: number;
  /** By how much the newer model agrees more often with people. */
  agreement: number;
  selfJudged?: boolean;
}

/** A step whose truth is known: what decides its comparisons is `quality` and, at `pull`, length. */
function fabricate({ growth, quality, pull, agreement, selfJudged = false }: Fabricated): StepFigures {
  const random = createRandom(11);
  return {
    newer: 'M3',
    older: 'M2',
    selfJudged,
    accuracy: Array.from({ length: ITEMS }, () => {
      const difficulty = random.next();
      return { older: right(difficulty < 0.6), newer: right(difficulty < 0.6 + agreement) };
    }),
    answers: Array.from({ length: ITEMS }, () => {
      const secondLength = 400 + random.integer(400);
      const firstLength = Math.round(secondLength * (1 + growth) + spread(random));
      const odds = quality + pull * Math.tanh((firstLength - secondLength) / 300);
      return {
        winner: random.next() < sigmoid(odds) ? ('first' as const) : ('second' as const),
        firstLength,
        secondLength,
      };
    }),
  };
}

function right(isRight: boolean): number {
  return isRight ? 1 : 0;
}

function spread(random: Random): number {
  return (random.next() + random.next() - 1) * 600;
}

function verdictOf(step: StepFigures): StepVerdict {
  const [verdict] = runVerdict([step], 1);
  if (!verdict) throw new Error('one step gives one verdict');
  return verdict;
}

describe('runVerdict', () => {
  it('flags a run in which only length grows, though the judge prefers it', () => {
    const found = verdictOf(fabricate({ growth: 0.5, quality: 0, pull: 3, agreement: 0 }));
    expect(found.verdict).toBe('only length grew');
    expect(found.winRate?.interval.low).toBeGreaterThan(0.5);
    expect(found.equalLengthWinRate?.low).toBeLessThan(0.5);
    expect(found.length?.growth.estimate).toBeCloseTo(0.5, 1);
  });

  it('flags longer answers that win every comparison, because nothing tells their length from their quality', () => {
    const step = fabricate({ growth: 0, quality: 0, pull: 0, agreement: 0 });
    const answers = step.answers.map(({ secondLength }) => ({
      winner: 'first' as const,
      firstLength: Math.round(secondLength * 1.5),
      secondLength,
    }));
    expect(verdictOf({ ...step, answers })).toMatchObject({ verdict: 'only length grew', equalLengthWinRate: null });
  });

  it('flags growth that no judge rewards', () => {
    expect(verdictOf(fabricate({ growth: 0.5, quality: 0, pull: 0, agreement: 0 })).verdict).toBe('only length grew');
  });

  it.each([
    ['at the same length', 0],
    ['though its answers are longer too', 0.3],
  ])('calls a real gain better %s', (_, growth) => {
    const found = verdictOf(fabricate({ growth, quality: 2, pull: 1, agreement: 0 }));
    expect(found).toMatchObject({ verdict: 'better', winRate: { items: ITEMS } });
    expect(found.equalLengthWinRate?.low).toBeGreaterThan(0.5);
  });

  it('calls a model better that agrees more with people, and says by how much', () => {
    const found = verdictOf(fabricate({ growth: 0.5, quality: 0, pull: 3, agreement: 0.2 }));
    expect(found.verdict).toBe('better');
    expect(found.accuracy).toMatchObject({ items: ITEMS });
    expect(found.accuracy?.change.low).toBeGreaterThan(0.05);
    expect(found.accuracy?.p).toBeLessThan(0.01);
  });

  it('does not take its own word for a gain', () => {
    const found = verdictOf(fabricate({ growth: 0, quality: 2, pull: 0, agreement: 0, selfJudged: true }));
    expect(found.verdict).toBe('better by its own judgement');
  });

  it('tells worse, and a gain that a loss goes with', () => {
    expect(verdictOf(fabricate({ growth: 0, quality: -2, pull: 0, agreement: 0 })).verdict).toBe('worse');
    expect(verdictOf(fabricate({ growth: 0, quality: -2, pull: 0, agreement: 0.2 })).verdict).toBe('mixed');
  });

  it('shows nothing where nothing changed, and from fewer items than can show anything', () => {
    const same = fabricate({ growth: 0, quality: 0, pull: 0, agreement: 0 });
    expect(verdictOf(same).verdict).toBe('not shown');
    const gain = fabricate({ growth: 0, quality: 9, pull: 0, agreement: 0.4 });
    const few = { ...gain, accuracy: gain.accuracy.slice(0, 5), answers: gain.answers.slice(0, 5) };
    expect(verdictOf(few)).toMatchObject({ verdict: 'not shown', winRate: { items: 5 } });
  });

  it('measures nothing from nothing', () => {
    const nothing = { newer: 'M3', older: 'M2', accuracy: [], answers: [], selfJudged: true };
    expect(verdictOf(nothing)).toMatchObject({ verdict: 'not measured', accuracy: null, winRate: null, length: null });
  });

  it('leaves comparisons without a verdict out of the win rate and keeps their lengths', () => {
    const step = fabricate({ growth: 0.5, quality: 0, pull: 0, agreement: 0 });
    const found = verdictOf({ ...step, answers: step.answers.map((each) => ({ ...each, winner: 'null' as const })) });
    expect(found).toMatchObject({ winRate: null, equalLengthWinRate: null, length: { items: ITEMS } });
  });

  it('says the same of a step, whatever steps are beside it', () => {
    const step = fabricate({ growth: 0.2, quality: 1, pull: 1, agreement: 0.1 });
    const other = { ...fabricate({ growth: 0, quality: 0, pull: 0, agreement: 0 }), newer: 'M2', older: 'M1' };
    expect(runVerdict([other, step], 1)[1]).toEqual(verdictOf(step));
  });
});
