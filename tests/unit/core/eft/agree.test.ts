import { agreesWithRanks } from '../../../../src/core/eft/agree';

/** Scores in the order of the ranks given; null stands for a reply without a judgement. */
function agrees(scores: readonly (number | null)[], ranks: readonly number[]): boolean {
  return agreesWithRanks(
    scores.map((score, index) => ({
      rank: ranks[index] ?? 0,
      ...(score === null ? {} : { judgement: { text: `Score: ${score}`, score } }),
    })),
  );
}

describe('agreesWithRanks (methods section 1)', () => {
  it.each<[rule: string, scores: (number | null)[], ranks: number[], expected: boolean]>([
    ['accepts the human order', [5, 3, 1], [0, 1, 2], true],
    ['accepts ties beside a strictly ordered pair', [5, 5, 1], [0, 1, 2], true],
    ['refuses any inversion', [5, 1, 3], [0, 1, 2], false],
    ['refuses one score for all', [4, 4, 4], [0, 1, 2], false],
    ['goes by rank and not by position', [1, 3, 5], [2, 1, 0], true],
    ['lets replies of equal rank have any scores', [2, 5, 1], [0, 0, 1], true],
    ['needs replies of different ranks', [5, 1], [0, 0], false],
    ['leaves out replies without a judgement', [5, null, 1], [0, 1, 2], true],
    ['needs two judged replies', [5, null], [0, 1], false],
    ['refuses an empty group', [], [], false],
  ])('%s', (_, scores, ranks, expected) => {
    expect(agrees(scores, ranks)).toBe(expected);
  });
});
