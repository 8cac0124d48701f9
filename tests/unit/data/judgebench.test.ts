import { z } from 'zod';
import { combineVerdicts, verdictOf, type Verdict } from '../../../src/core/judging/combine-verdicts';
import { parseVerdict } from '../../../src/core/judging/parse-verdict';
import { labelAccuracy } from '../../../src/core/statistics/label-accuracy';
import { positionBias } from '../../../src/core/statistics/position-bias';
import { verbosityAgainstHumans } from '../../../src/core/statistics/verbosity-bias';
import { textLength } from '../../../src/core/text-length';
import { runCommand } from '../cli/run-command';
import { countOf, describeSharedData } from './shared-data';
import { jsonLines, temporaryFiles } from './temporary-files';

const pairSchema = z.object({
  pair_id: z.string(),
  source: z.string(),
  response_A: z.string(),
  response_B: z.string(),
  label: z.literal(['A>B', 'B>A']),
});
type Pair = z.infer<typeof pairSchema>;

const reportSchema = z.object({
  judges: z.array(z.object({ net: z.number(), groups: z.array(z.object({ group: z.string(), pairs: z.int() })) })),
});
const outputs = temporaryFiles();

/** What a scripted judge writes about the answers in slots A and B; `label` is given to a judge that cannot err. */
type ScriptedJudge = (slots: { a: string; b: string; correct: 'A' | 'B' }) => string;

const alwaysA: ScriptedJudge = () => 'I cannot decide.\nWinner: A';
const perfect: ScriptedJudge = ({ correct }) => `Winner: ${correct}`;
const silent: ScriptedJudge = () => 'Both are fine.';
const alwaysTie: ScriptedJudge = () => 'Winner: tie';
const longest: ScriptedJudge = ({ a, b }) => `Winner: ${choose(textLength(a) - textLength(b))}`;
const perfectInOneOrder: ScriptedJudge = ({ correct }) => (correct === 'A' ? 'Winner: A' : 'Winner: tie');

function choose(difference: number): string {
  return difference === 0 ? 'tie' : difference > 0 ? 'A' : 'B';
}

/** The whole protocol: both orders are asked, read and turned into verdicts on the responses. */
function judgeInBothOrders({ response_A: first, response_B: second, label }: Pair, judge: ScriptedJudge) {
  const isFirst = label === 'A>B';
  const forward = judge({ a: first, b: second, correct: isFirst ? 'A' : 'B' });
  const backward = judge({ a: second, b: first, correct: isFirst ? 'B' : 'A' });
  return {
    label: isFirst ? ('first' as const) : ('second' as const),
    forward: verdictOf(parseVerdict(forward), 'forward'),
    backward: verdictOf(parseVerdict(backward), 'backward'),
  };
}

/** The metric of the benchmark, computed another way: by the table of its nine pairs of outcomes. */
const FAVOURS = ['first first', 'first tie', 'tie first', 'first null', 'null first'];
function asPublished(comparisons: readonly { label: Verdict; forward: Verdict; backward: Verdict }[]): number {
  const flip = (verdict: Verdict) => (verdict === 'first' ? 'second' : verdict === 'second' ? 'first' : verdict);
  return comparisons.filter(({ label, forward, backward }) =>
    FAVOURS.includes(label === 'first' ? `${forward} ${backward}` : `${flip(forward)} ${flip(backward)}`),
  ).length;
}

const fabricated: Pair[] = [
  { pair_id: '1', source: 'x', response_A: 'long answer', response_B: 'short', label: 'A>B' },
  { pair_id: '2', source: 'x', response_A: 'long answer', response_B: 'short', label: 'B>A' },
];

describe('scripted judges on two pairs (methods section 0.3)', () => {
  it.each([
    ['always A', alwaysA, 0, 0],
    ['perfect', perfect, 1, 1],
    ['length-only', longest, 0.5, 0.5],
    ['perfect in one order and undecided in the other', perfectInOneOrder, 0, 1],
    ['always tied', alwaysTie, 0, 0],
    ['silent', silent, 0, 0],
  ])('%s', (_, judge, both, net) => {
    expect(labelAccuracy(fabricated.map((pair) => judgeInBothOrders(pair, judge)))).toMatchObject({ both, net });
  });
});

describeSharedData('judgebench', 'github.com/ScalerLab/JudgeBench', ({ rows }) => {
  const files = [
    { name: 'gpt-4o-2024-05-13.jsonl', pairs: 175, first: 100, longer: 76 },
    { name: 'claude-3-5-sonnet-20240620.jsonl', pairs: 135, first: 67, longer: 64 },
  ];

  it.each(files)('$name has $pairs pairs, $first of them with the correct answer first', ({ name, pairs, first }) => {
    const read = rows(name, pairSchema);
    expect(Object.fromEntries(countOf(read.map(({ label }) => label)))).toEqual({ 'A>B': first, 'B>A': pairs - first });
    expect(new Set(read.map(({ pair_id }) => pair_id)).size).toBe(pairs);
  });

  it.each(files)(
    '$name: right are 0 for always A, all for a perfect judge, $longer for a length-only one (methods section 0.3 and section 19)',
    ({ name, pairs, first, longer }) => {
      const read = rows(name, pairSchema);
      const judged = (judge: ScriptedJudge) => read.map((pair) => judgeInBothOrders(pair, judge));
      expect(labelAccuracy(judged(alwaysA))).toEqual({
        pairs,
        forward: first / pairs,
        backward: (pairs - first) / pairs,
        both: 0,
        equal: 0,
        net: 0,
      });
      expect(positionBias(judged(alwaysA))).toEqual({ compared: pairs, consistency: 0, firstSlot: 1, secondSlot: 0 });
      expect(labelAccuracy(judged(perfect))).toEqual({ pairs, forward: 1, backward: 1, both: 1, equal: 1, net: 1 });
      for (const judge of [alwaysA, perfect, longest, perfectInOneOrder, alwaysTie, silent]) {
        expect((labelAccuracy(judged(judge)).net ?? 0) * pairs).toBeCloseTo(asPublished(judged(judge)), 9);
      }
      expect(asPublished(judged(longest))).toBe(longer);
      expect(asPublished(judged(perfectInOneOrder))).toBe(pairs);
      expect(judged(alwaysTie).map(({ forward, backward }) => combineVerdicts(forward, backward))).toEqual(
        Array.from({ length: pairs }, () => 'tie'),
      );
      expect(judged(silent).map(({ forward, backward }) => combineVerdicts(forward, backward))).toEqual(
        Array.from({ length: pairs }, () => 'null'),
      );
    },
  );

  it.each(files)(
    '$name: a length-only judge has verbosity bias 1 against the correct answers (methods section 19)',
    ({ name }) => {
      const compared = rows(name, pairSchema).map((pair) => {
        const { label, forward, backward } = judgeInBothOrders(pair, longest);
        return {
          human: label,
          judge: combineVerdicts(forward, backward),
          firstLength: textLength(pair.response_A),
          secondLength: textLength(pair.response_B),
        };
      });
      expect(verbosityAgainstHumans(compared).bias).toBe(1);
    },
  );

  it.each(files)(
    '$name: srlm eval judge-accuracy reads its output format and gives $longer right ones',
    async ({ name, pairs, longer }) => {
      const decision = (judge: string) => ({
        decision: { A: 'A>B', B: 'B>A', tie: 'A=B' }[judge.slice('Winner: '.length)] ?? null,
      });
      const judged = rows(name, z.looseObject(pairSchema.shape)).map((pair) => {
        const [a, b, correct] = [pair.response_A, pair.response_B, 'A'] as const;
        const judgments = [decision(longest({ a, b, correct })), decision(longest({ a: b, b: a, correct }))];
        return { ...pair, judgments };
      });
      const file = outputs.write(name, jsonLines(judged));
      const { exitCode, out } = await runCommand('eval', 'judge-accuracy', '--format', 'judgebench', file, '--json');
      expect(exitCode).toBe(0);
      const {
        judges: [judge],
      } = reportSchema.parse(JSON.parse(out));
      expect((judge?.net ?? Number.NaN) * pairs).toBeCloseTo(longer, 9);
      expect(judge?.groups.map(({ group }) => group).toSorted()).toEqual([
        'coding',
        'knowledge',
        'mathematics',
        'reasoning',
      ]);
      expect(judge?.groups.reduce((sum, group) => sum + group.pairs, 0)).toBe(pairs);
    },
    60_000,
  );
});
