import { countStyle, styleDifference } from '../../../../src/core/benchmarks/answer-style';
import { arenaHardReport, gamesOf, type Battle } from '../../../../src/core/benchmarks/arena-hard';
import { gameScore, parseGameLabel } from '../../../../src/core/benchmarks/arena-hard-formats';
import { createRandom } from '../../../../src/core/random';
import { sigmoid } from '../../../../src/core/statistics/bernoulli';
import { bradleyTerry } from '../../../../src/core/statistics/bradley-terry';

const judgment = (baselineFirst: string | null, modelFirst: string | null) => ({
  uid: 'u',
  model: 'm',
  games: [{ score: baselineFirst }, { score: modelFirst }] as [{ score: string | null }, { score: string | null }],
});

describe('a verdict (methods section 16 and section 19)', () => {
  it.each([
    ['I would say [[A>B]]', 'A>B'],
    ['First [[A>B]], at last [[B>>A]].', 'B>>A'],
    ['[A=B] but [[A>>B]]', 'A>>B'],
    ['My final verdict is [A=B]', 'A=B'],
    ['[[A]] is better', null],
    ['A>B', null],
  ])('%j: %j', (reply, label) => {
    expect(parseGameLabel(reply)).toBe(label);
  });

  it('counts three times when it is decisive', () => {
    expect(gameScore('A>>B')).toEqual({ score: 1, weight: 3 });
    expect(gameScore('B>A')).toEqual({ score: 0, weight: 1 });
    expect(gameScore('A=B')).toEqual({ score: 0.5, weight: 1 });
    expect(gameScore('C')).toBeNull();
  });

  it('stands for the model whichever slot its answer had; both games go when one could not be read', () => {
    expect(gamesOf(judgment('A>>B', 'A>B'))).toEqual([
      { score: 1, weight: 1 },
      { score: 0, weight: 3 },
    ]);
    expect(gamesOf(judgment('A>B', null))).toBeNull();
    expect(gamesOf({ ...judgment('A>B', 'A>B'), games: [null, { score: 'A>B' }] })).toBeNull();
  });
});

function battles(model: string, labels: readonly [string, string][], style: (index: number) => number[] = () => []) {
  return labels.map(([first, second], index): Battle => ({
    key: String(index),
    model,
    games: gamesOf(judgment(first, second)) ?? [],
    style: style(index),
  }));
}

describe('scores against the baseline (methods section 16 and section 19)', () => {
  const some = battles('m', [
    ['B>A', 'A>>B'],
    ['A>B', 'B>A'],
    ['A=B', 'A>B'],
  ]);

  it('are weighted means, which is what Bradley-Terry with one common opponent comes to', () => {
    const { models } = arenaHardReport(some, createRandom(1));
    // Won 1 + 3 + 1 of 8, and a half.
    expect(models).toMatchObject([{ model: 'm', prompts: 3, score: { estimate: 5.5 / 8 } }]);
    const [strength = 0, baseline = 0] = bradleyTerry(
      [
        [0, 5.5],
        [2.5, 0],
      ],
      { prior: 0 },
    );
    expect(sigmoid(strength - baseline)).toBeCloseTo(5.5 / 8, 9);
    expect(models[0]?.elo).toBeCloseTo(1000 + (400 * Math.log(5.5 / 2.5)) / Math.LN10, 6);
    expect(models[0]?.score?.low).toBeLessThanOrEqual(5.5 / 8);
  });

  it('put the better model first and say whether intervals are apart', () => {
    const clear = battles(
      'good',
      Array.from({ length: 30 }, () => ['B>A', 'A>B'] as [string, string]),
    );
    const poor = battles(
      'poor',
      Array.from({ length: 30 }, () => ['A>B', 'B>A'] as [string, string]),
    );
    const report = arenaHardReport([...poor, ...clear], createRandom(1));
    expect(report.models.map(({ model, elo }) => [model, elo])).toEqual([
      ['good', null],
      ['poor', null],
    ]);
    expect(report.separability).toBe(1);
    expect(arenaHardReport(clear, createRandom(1)).separability).toBeNull();
  });

  it('with style held equal are those of answers alike in style', () => {
    // Longer answers win three of four, shorter ones one of four; the model writes longer ones two times of three.
    const labels = Array.from({ length: 120 }, (_, index): [string, string] => {
      const wins = index % 3 === 2 ? index % 12 === 2 : index % 4 !== 3;
      return wins ? ['B>A', 'A>B'] : ['A>B', 'B>A'];
    });
    const played = battles('m', labels, (index) => [index % 3 === 2 ? -0.5 : 0.5]);
    const raw = arenaHardReport(
      played.map((battle) => ({ ...battle, style: [] })),
      createRandom(1),
    );
    const controlled = arenaHardReport(played, createRandom(1));
    expect(raw.models[0]?.score?.estimate).toBeGreaterThan(0.55);
    expect(controlled.models[0]?.score?.estimate).toBeCloseTo(0.5, 1);
    expect(controlled.style[0]).toBeGreaterThan(0.4);
  });

  it('with a style that never differs are the raw ones', () => {
    const level = some.map((battle) => ({ ...battle, style: [0, 0] }));
    const { models, style } = arenaHardReport(level, createRandom(1));
    expect(models[0]?.score?.estimate).toBeCloseTo(5.5 / 8, 9);
    expect(style).toEqual([0, 0]);
  });
});

describe('scores with ties as an outcome of their own (methods section 16: tie-aware option)', () => {
  const aware = (...played: Battle[][]) => arenaHardReport(played.flat(), createRandom(1), 'rao-kupper');
  /** Games against a baseline of strength 0 that a model with these numbers wins, ties and loses, in one battle. */
  const expected = (model: string, strength: number, theta: number): Battle[] => {
    const p = Math.exp(strength);
    const [won, lost] = [p / (p + theta), 1 / (1 + theta * p)];
    const games = [
      { score: 1, weight: 90 * won },
      { score: 0.5, weight: 90 * (1 - won - lost) },
      { score: 0, weight: 90 * lost },
    ];
    return [{ key: model, model, games, style: [] }];
  };

  it('have the strengths and the one threshold that made the games of all models', () => {
    const { models, eta } = aware(expected('weak', -0.6, 1.5), expected('strong', 1.1, 1.5));
    expect(eta?.estimate).toBeCloseTo(Math.log(1.5), 8);
    expect(models.map(({ model }) => model)).toEqual(['strong', 'weak']);
    expect(models[0]?.elo).toBeCloseTo(1000 + (400 * 1.1) / Math.LN10, 6);
    expect(models[1]?.elo).toBeCloseTo(1000 - (400 * 0.6) / Math.LN10, 6);
  });

  it('are those of the mean for one model, whose wins, ties and losses two numbers can match', () => {
    const played = battles('m', [
      ['B>A', 'A>>B'],
      ['A>B', 'B>A'],
      ['A=B', 'A>B'],
    ]);
    expect(aware(played).models[0]?.score?.estimate).toBeCloseTo(5.5 / 8, 9);
  });

  it('are the usual ones, with a threshold of 0, where nobody tied', () => {
    const [good, poor] = [
      battles('good', [
        ['B>A', 'A>B'],
        ['A>B', 'A>>B'],
      ]),
      battles('poor', [
        ['A>B', 'A>B'],
        ['A>>B', 'B>A'],
      ]),
    ];
    const report = aware(good, poor);
    const usual = arenaHardReport([...good, ...poor], createRandom(1));
    expect(report.eta?.estimate).toBe(0);
    for (const [index, { score, elo }] of usual.models.entries()) {
      expect(report.models[index]?.score?.estimate).toBeCloseTo(score?.estimate ?? Number.NaN, 9);
      expect(report.models[index]?.elo).toBeCloseTo(elo ?? Number.NaN, 6);
    }
    expect(usual).not.toHaveProperty('eta');
  });

  it('hold style equal in the same fit', () => {
    const outcomes = Array.from({ length: 120 }, (_, index): [string, string] => {
      const wins = index % 3 === 2 ? index % 12 === 2 : index % 4 !== 3;
      return index % 5 === 0 ? ['A=B', 'A=B'] : wins ? ['B>A', 'A>B'] : ['A>B', 'B>A'];
    });
    const report = aware(battles('m', outcomes, (index) => [index % 3 === 2 ? -0.5 : 0.5]));
    expect(report.models[0]?.score?.estimate).toBeCloseTo(0.5, 1);
    expect(report.style[0]).toBeGreaterThan(0.3);
    expect(report.eta?.estimate).toBeGreaterThan(0.1);
  });

  it('are none where games do not tell them', () => {
    const report = aware(battles('m', [['A=B', 'A=B']]));
    expect(report).toMatchObject({ models: [{ score: null, elo: null }], eta: null, separability: null });
  });
});

describe('the style of an answer (methods section 16)', () => {
  it('counts Markdown outside blocks of code', () => {
    const answer = '# Title\n\n- one **bold**\n- two __bold__\n  3. three\n```\n# no\n- no **no**\n```\n## End.';
    expect(countStyle(answer)).toMatchObject({ headers: 2, listItems: 3, bold: 2 });
    expect(countStyle('Two words.').tokens).toBe(3);
  });

  it('differs by ratios: of tokens, and of densities', () => {
    const [one, other] = [
      { tokens: 30, headers: 3, listItems: 0, bold: 0 },
      { tokens: 10, headers: 0, listItems: 0, bold: 0 },
    ];
    expect(styleDifference('length', one, other)).toBeCloseTo(0.5, 12);
    const density = 3 / 31;
    expect(styleDifference('headers', one, other)).toBeCloseTo(density / (density + 1), 12);
    expect(styleDifference('headers', other, one)).toBeCloseTo(-density / (density + 1), 12);
    const nothing = { tokens: 0, headers: 0, listItems: 0, bold: 0 };
    expect(styleDifference('length', nothing, nothing)).toBe(0);
  });
});
