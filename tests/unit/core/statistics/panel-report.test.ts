import { createRandom } from '../../../../src/core/random';
import type { PanelJudge } from '../../../../src/core/statistics/panel-judge';
import { panelReport } from '../../../../src/core/statistics/panel-report';

const W = { forward: 'first', backward: 'first' } as const;
const L = { forward: 'second', backward: 'second' } as const;
const T = { forward: 'first', backward: 'second' } as const;
const N = { forward: 'null', backward: 'first' } as const;
const times = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);

function judge(name: string, verdicts: PanelJudge['verdicts'], changes: Partial<PanelJudge> = {}): PanelJudge {
  return { name, family: name, role: 'independent', verdicts, ...changes };
}
const training = (verdicts: PanelJudge['verdicts']) => judge('self', verdicts, { role: 'training' });
const report = (...judges: PanelJudge[]) => panelReport(judges, createRandom(1));
const gain = [...times(32, W), ...times(8, L)];
const even = [...times(20, L), ...times(20, W)];

describe('panelReport (methods section 13.4)', () => {
  it('says that a gain holds when every judge sees its sign and the interval of the panel excludes one half', () => {
    const { verdict, panel } = report(training(gain), judge('a', gain), judge('b', [...times(24, W), ...times(16, L)]));
    expect(verdict).toBe('holds');
    expect(panel).toMatchObject({ winRate: 0.8 });
    expect(panel.interval?.low).toBeGreaterThan(0.5);
  });

  it('says judge-specific when the training judge alone sees the gain', () => {
    expect(report(training(gain), judge('a', even), judge('b', even)).verdict).toBe('judge-specific');
  });

  it.each([
    ['one outside judge disagrees in sign', [training(gain), judge('a', gain), judge('b', even)]],
    ['nobody sees it', [training(even), judge('a', even), judge('b', even)]],
    ['it is a loss for all', [training(times(40, L)), judge('a', times(40, L)), judge('b', times(40, L))]],
    ['five wins may be chance', ['self', 'a', 'b'].map((name) => judge(name, times(5, W)))],
    ['a judge has no verdict', [training(gain), judge('a', gain), judge('b', times(40, N))]],
  ])('is not shown when %s', (_, judges) => {
    expect(report(...judges).verdict).toBe('not shown');
  });

  it('reports each judge, each pair, alpha, the majority and the panel without each family', () => {
    const rankings = [
      [1, 2, 3],
      [1, 2, 3],
      [1, 3, 2],
      [3, 2, 1],
    ];
    const judges = [
      training([W, W, L, T]),
      judge('a', [W, L, L, W]),
      judge('b', [W, L, W, N]),
      judge('b2', [W, W, W, L], { family: 'b' }),
    ].map((one, index) => ({ ...one, iterationRatings: rankings[index] ?? [] }));
    const result = report(...judges);
    expect(result.judges.map(({ name, winRate, nulls }) => [name, winRate, nulls])).toEqual([
      ['self', 0.625, 0],
      ['a', 0.5, 0],
      ['b', 2 / 3, 1],
      ['b2', 0.75, 0],
    ]);
    expect(result.judges[0]?.position).toEqual({ compared: 4, consistency: 0.75, firstSlot: 0.25, secondSlot: 0 });
    // Majorities: win, 2:2, 2:2, and one vote each for tie, win and loss.
    expect(result.panel).toMatchObject({ wins: 1, ties: 3, losses: 0, nulls: 0 });
    expect(result.leaveOneFamilyOut.map(({ family, wins, ties, losses }) => [family, wins, ties, losses])).toEqual([
      ['self', 2, 1, 1],
      ['a', 3, 1, 0],
      ['b', 1, 2, 1],
    ]);
    expect(result.pairs).toHaveLength(6);
    expect(result.pairs[0]).toEqual({
      judges: ['self', 'a'],
      withTies: { compared: 4, agreement: 0.5 },
      withoutTies: { compared: 3, agreement: 2 / 3 },
      // Expected agreement: (2 * 2 + 1 * 2 + 1 * 0) / 16.
      kappa: 1 - 2 / (4 * (1 - 6 / 16)),
      kendallTauB: 1,
    });
    expect(result.pairs.map(({ kendallTauB }) => kendallTauB)).toEqual([1, 1 / 3, -1, 1 / 3, -1, -1 / 3]);
    expect(result.alpha).not.toBeNull();
  });

  it('takes six wins for more than chance', () => {
    expect(report(...['self', 'a', 'b'].map((name) => judge(name, times(6, W)))).verdict).toBe('holds');
  });

  it('repeats for a seed', () => {
    const judges = [training(gain), judge('a', gain), judge('b', even)];
    expect(report(...judges)).toEqual(report(...judges));
  });

  it.each([
    ['two families', [training([W]), judge('a', [W]), judge('b', [W], { family: 'a' })], 'at least 3 families, got 2'],
    [
      'training judges alone',
      ['a', 'b', 'c'].map((name) => judge(name, [W], { role: 'training' })),
      'a judge that takes no part in training',
    ],
    [
      'judges of other comparisons',
      [training([W]), judge('a', [W, W]), judge('b', [W])],
      'a has 2 verdicts, but self has 1',
    ],
    ['two judges of one name', [training([W]), judge('a', [W]), judge('b', [W]), judge('a', [W])], 'the name "a"'],
  ])('refuses %s', (_, judges, message) => {
    expect(() => report(...judges)).toThrow(message);
  });
});
