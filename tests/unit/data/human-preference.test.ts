import { z } from 'zod';
import { groupBy } from '../../../src/core/group-by';
import { agreementWithoutTies, cohensKappa, rawAgreement } from '../../../src/core/statistics/agreement';
import { krippendorffAlpha } from '../../../src/core/statistics/krippendorff-alpha';
import { majorityVerdict } from '../../../src/core/statistics/majority-verdict';
import { verbosityAgainstHumans } from '../../../src/core/statistics/verbosity-bias';
import { textLength } from '../../../src/core/text-length';
import { runCommand } from '../cli/run-command';
import { countOf, describeSharedData } from './shared-data';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();

type Label = 'first' | 'second' | 'tie';
const LABELS: readonly Label[] = ['first', 'second', 'tie'];

/** Alpha as chance-corrected agreement of ordered pairs of ratings: another way than the product's. */
function bruteForceAlpha(items: readonly (readonly Label[])[]) {
  const coincidences = items.flatMap((ratings) =>
    ratings.flatMap((one, index) =>
      ratings.filter((_, other) => other !== index).map((other) => ({ one, other, weight: 1 / (ratings.length - 1) })),
    ),
  );
  const total = coincidences.reduce((sum, { weight }) => sum + weight, 0);
  const agreed = coincidences.filter(({ one, other }) => one === other).reduce((sum, { weight }) => sum + weight, 0);
  const chance = LABELS.reduce((sum, label) => {
    const count = coincidences.filter(({ one }) => one === label).reduce((weights, { weight }) => weights + weight, 0);
    return sum + (count * (count - 1)) / (total * (total - 1));
  }, 0);
  return (agreed / total - chance) / (1 - chance);
}

function bruteForceKappa(items: readonly (readonly [Label, Label])[]): number {
  const share = (holds: (item: readonly [Label, Label]) => boolean) => items.filter(holds).length / items.length;
  const chance = LABELS.reduce(
    (sum, label) => sum + share(([first]) => first === label) * share(([, second]) => second === label),
    0,
  );
  return (share(([first, second]) => first === second) - chance) / (1 - chance);
}

/** Agreements and comparisons by counting, with ties and without. */
function counts(items: readonly (readonly [Label, Label])[]) {
  const decided = items.filter(([first, second]) => first !== 'tie' && second !== 'tie');
  const equal = (pairs: typeof items) => pairs.filter(([first, second]) => first === second).length;
  return { withTies: [equal(items), items.length], withoutTies: [equal(decided), decided.length] };
}

function expectAgreement(items: readonly (readonly [Label, Label])[]) {
  const expected = counts(items);
  const share = ([agreed = 0, compared = 0]: number[]) => ({ compared, agreement: agreed / compared });
  expect(rounded(rawAgreement(items))).toEqual(rounded(share(expected.withTies)));
  expect(rounded(agreementWithoutTies(items))).toEqual(rounded(share(expected.withoutTies)));
  expect(cohensKappa(items)).toBeCloseTo(bruteForceKappa(items), 12);
}

function rounded({ compared, agreement }: { compared: number; agreement: number | null }) {
  return { compared, agreement: agreement?.toFixed(12) };
}

describe('the independent computation', () => {
  it('agrees with the product and with a value by hand', () => {
    const items: Label[][] = [
      ['first', 'first'],
      ['first', 'second'],
      ['tie', 'tie', 'second'],
      ['second', 'second'],
    ];
    expect(krippendorffAlpha(items)).toBeCloseTo(bruteForceAlpha(items), 12);
    expect(
      bruteForceAlpha([
        ['first', 'second'],
        ['second', 'first'],
      ]),
    ).toBeCloseTo(-0.5, 12);
  });
});

describeSharedData(
  'human_preference',
  'github.com/WeOpenML/PandaLM, github.com/allenai/open-instruct and github.com/GAIR-NLP/auto-j',
  ({ rows }) => {
    const pandaLabel = z
      .literal([0, 1, 2])
      .transform((label): Label => (label === 0 ? 'tie' : label === 1 ? 'first' : 'second'));
    const panda = () =>
      rows(
        'pandalm_testset.jsonl',
        z.object({
          response1: z.string(),
          response2: z.string(),
          annotator1: pandaLabel,
          annotator2: pandaLabel,
          annotator3: pandaLabel,
        }),
      );

    it('pandalm: 512 pairs, three labels each', () => {
      const labels = panda().flatMap(({ annotator1, annotator2, annotator3 }) => [annotator1, annotator2, annotator3]);
      expect(Object.fromEntries(countOf(labels))).toEqual({ first: 617, second: 766, tie: 153 });
    });

    it.each([
      ['annotator1', 'annotator2', [466, 512], [427, 451]],
      ['annotator1', 'annotator3', [466, 512], [430, 453]],
      ['annotator2', 'annotator3', [472, 512], [425, 448]],
    ] as const)(
      'pandalm: %s and %s agree on %j with ties, %j without (methods section 13.2)',
      (one, other, withTies, withoutTies) => {
        const items = panda().map((pair): [Label, Label] => [pair[one], pair[other]]);
        expect(counts(items)).toEqual({ withTies, withoutTies });
        expectAgreement(items);
      },
    );

    it('pandalm: alpha of the three, and their majority (methods section 13.4)', () => {
      const items = panda().map(({ annotator1, annotator2, annotator3 }) => [annotator1, annotator2, annotator3]);
      expect(krippendorffAlpha(items)).toBeCloseTo(bruteForceAlpha(items), 12);
      expect(krippendorffAlpha(items)).toBeCloseTo(0.851934, 6);
      expect(Object.fromEntries(countOf(items.map(majorityVerdict)))).toEqual({ first: 208, second: 254, tie: 50 });
    });

    it('pandalm: srlm eval panel gives the same agreement and alpha (methods section 13.4)', async () => {
      const annotators = ['annotator1', 'annotator2', 'annotator3'] as const;
      const judges = annotators.map((annotator) => {
        const verdicts = panda().map((pair, index) => ({
          id: String(index),
          forward: pair[annotator],
          backward: pair[annotator],
        }));
        return `${annotator}:${annotator}:independent=${files.write(`${annotator}.jsonl`, jsonLines(verdicts))}`;
      });
      const { exitCode, out } = await runCommand('eval', 'panel', ...judges.flatMap((judge) => ['--judge', judge]));
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^annotator1, annotator2 +91\.02 % +512 +94\.68 % +451 /m);
      expect(out).toContain("Krippendorff's alpha: 0.852");
    }, 60_000);

    const tuluLabel = z
      .enum(['a-is-better', 'a-is-slightly-better', 'tie', 'b-is-slightly-better', 'b-is-better'])
      .transform((label): Label => (label === 'tie' ? 'tie' : label.startsWith('a-') ? 'first' : 'second'));
    const tulu = () =>
      rows(
        'tulu1_human_eval.jsonl',
        z.object({
          instance_id: z.string(),
          prompt: z.string(),
          model_a: z.string(),
          model_b: z.string(),
          preference: tuluLabel,
          annotator: z.string(),
        }),
      );

    it('tulu1: 578 judgments of 166 prompts by 16 people', () => {
      const judgments = tulu();
      expect(judgments).toHaveLength(578);
      expect(new Set(judgments.map(({ prompt }) => prompt)).size).toBe(166);
      expect(new Set(judgments.map(({ annotator }) => annotator)).size).toBe(16);
      expect(Object.fromEntries(countOf(judgments.map(({ preference }) => preference)))).toEqual({
        first: 207,
        second: 173,
        tie: 198,
      });
    });

    /** The labels of every pair that at least two people judged, in the order of their names; the first one of each. */
    const judgedByTwo = () =>
      [
        ...groupBy(tulu(), ({ instance_id, model_a, model_b }) =>
          JSON.stringify([instance_id, model_a, model_b]),
        ).values(),
      ]
        .map((judgments) =>
          [...groupBy(judgments, ({ annotator }) => annotator).entries()]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .flatMap(([, [first]]) => (first ? [first.preference] : [])),
        )
        .filter((labels) => labels.length >= 2);

    it('tulu1: the 30 pairs that several people judged, 38 times two of them (methods section 13.2 and section 13.4)', () => {
      const items = judgedByTwo().flatMap((labels) =>
        labels.flatMap((one, index) => labels.slice(index + 1).map((other): [Label, Label] => [one, other])),
      );
      expect(counts(items)).toEqual({ withTies: [20, 38], withoutTies: [9, 13] });
      expectAgreement(items);
      expect(judgedByTwo()).toHaveLength(30);
      const missing = judgedByTwo().map((labels) => [...labels, null]);
      expect(krippendorffAlpha(missing)).toBeCloseTo(bruteForceAlpha(judgedByTwo()), 12);
      expect(krippendorffAlpha(missing)).toBeCloseTo(0.228768, 6);
    });

    it('autoj: 685 pairs of 58 scenarios; a length-only judge has verbosity bias 1 against people (methods section 19)', () => {
      const pairs = rows(
        'autoj_pairwise.jsonl',
        z.object({
          scenario: z.string(),
          label: z.literal([0, 1, 2]),
          'response 1': z.string(),
          'response 2': z.string(),
        }),
      );
      expect(Object.fromEntries(countOf(pairs.map(({ label }) => label)))).toEqual({ 0: 248, 1: 250, 2: 187 });
      expect(new Set(pairs.map(({ scenario }) => scenario)).size).toBe(58);
      const compared = pairs
        .filter(({ label }) => label !== 2)
        .map(({ label, 'response 1': first, 'response 2': second }) => {
          const [firstLength, secondLength] = [textLength(first), textLength(second)];
          return {
            human: label === 0 ? ('first' as const) : ('second' as const),
            judge: firstLength > secondLength ? ('first' as const) : ('second' as const),
            firstLength,
            secondLength,
          };
        });
      expect(verbosityAgainstHumans(compared)).toEqual({
        shorterPreferred: { compared: 136, wrong: 1 },
        longerPreferred: { compared: 358, wrong: 0 },
        bias: 1,
      });
    });
  },
);
