import { z } from 'zod';
import { combineVerdicts, verdictOf, type Verdict } from '../../../src/core/judging/combine-verdicts';
import { cohensKappa } from '../../../src/core/statistics/agreement';
import { labelAccuracy } from '../../../src/core/statistics/label-accuracy';
import { positionBias } from '../../../src/core/statistics/position-bias';
import { runCommand } from '../cli/run-command';
import { countOf, describeSharedData } from './shared-data';

const pairSchema = z.object({ row: z.int(), subset: z.string(), label: z.literal([1, 2]) });
const answerSchema = z.object({ winner: z.string(), completion: z.string() });
const runSchema = z.object({ label: z.literal([1, 2]), swap_false: answerSchema, swap_true: answerSchema });
const statisticsSchema = z.object({
  correct_False: z.string(),
  correct_True: z.string(),
  correct_average: z.string(),
  correct_both: z.string(),
  equal: z.string(),
  kappa_False: z.number(),
  kappa_True: z.number(),
  kappa_average: z.number(),
  kappa_agreement: z.number(),
});

const reportSchema = z.object({
  judges: z.array(
    z.object({
      forward: z.number(),
      backward: z.number(),
      average: z.object({ estimate: z.number() }),
      both: z.number(),
      equal: z.number(),
      kappa: z.number(),
    }),
  ),
});

/** Winners are in terms of the original order; anything else could not be read. */
function winnerOf({ winner }: z.infer<typeof answerSchema>): Verdict {
  return winner === '1' ? 'first' : winner === '2' ? 'second' : 'null';
}

const asComparison = ({ label, swap_false, swap_true }: z.infer<typeof runSchema>) => ({
  label: label === 1 ? ('first' as const) : ('second' as const),
  forward: winnerOf(swap_false),
  backward: winnerOf(swap_true),
});

/** "37 / 54 = 68.51851851851852%" and "50.0%". */
function percentage(text: string): number {
  const [, number] = /([\d.]+)%$/.exec(text) ?? [];
  return Number(number);
}

describe('the kappa between two orders (methods section 13.4)', () => {
  it('has the published value for the published table', () => {
    const table = (counts: [number, number, number, number]) =>
      cohensKappa(
        counts.flatMap((count, cell) =>
          Array.from({ length: count }, () => [cell < 2 ? '1' : '0', cell % 2 === 0 ? '1' : '0'] as const),
        ),
      );
    expect(table([19, 15, 6, 14])).toBeCloseTo(0.23687752355316283, 12);
    expect(table([3, 43, 3, 5])).toBeCloseTo(-0.10106382978723416, 12);
  });
});

describeSharedData('llmbar', 'github.com/princeton-nlp/LLMBar', ({ path, rows, value }) => {
  it.each([
    ['natural', 25, 25],
    ['adversarial_neighbor', 36, 31],
    ['adversarial_gptinst', 21, 25],
    ['adversarial_gptout', 10, 14],
    ['adversarial_manual', 10, 13],
    ['mt_bench_human_majority', 55, 46],
    ['faireval_human', 21, 12],
    ['llmeval2_human', 44, 56],
    ['case_study/base_10', 29, 25],
    ['case_study/negation', 26, 33],
  ])('%s has %i pairs with a better first and %i with a better second answer', (name, first, second) => {
    const pairs = rows(`${name}.jsonl`, pairSchema);
    expect(Object.fromEntries(countOf(pairs.map(({ label }) => label)))).toEqual({ 1: first, 2: second });
    expect(new Set(pairs.map(({ subset }) => subset))).toEqual(new Set([name.replace('case_study/', '')]));
  });

  const runs = ['base_10', 'negation'].flatMap((set) =>
    ['ChatGPT-Vanilla', 'GPT-4-Vanilla', 'LLaMA2-CoT'].map((judge) => `judge_runs/${set}.${judge}`),
  );

  it.each(runs)('%s has the published accuracies and kappa (methods section 13.2 and section 13.4)', (name) => {
    const judged = rows(`${name}.jsonl`, runSchema);
    const published = value(`${name}.statistics.json`, statisticsSchema);
    const comparisons = judged.map(asComparison);
    const accuracy = labelAccuracy(comparisons);
    const measured = {
      correct_False: accuracy.forward,
      correct_True: accuracy.backward,
      correct_average: ((accuracy.forward ?? Number.NaN) + (accuracy.backward ?? Number.NaN)) / 2,
      correct_both: accuracy.both,
      equal: accuracy.equal,
    };
    const percent = ['correct_False', 'correct_True', 'correct_average', 'correct_both', 'equal'] as const;
    for (const field of percent) {
      expect((measured[field] ?? Number.NaN) * 100).toBeCloseTo(percentage(published[field]), 10);
    }
    // Upstream compares "first" with everything else.
    const binary = (verdict: Verdict) => (verdict === 'first' ? 'first' : 'other');
    const kappa = cohensKappa(comparisons.map(({ forward, backward }) => [binary(forward), binary(backward)]));
    expect(kappa).toBeCloseTo(published.kappa_agreement, 12);
  });

  it.each(runs)(
    '%s has the published kappas against the labels, which compare winners 0 and 1 with labels 1 and 2',
    (name) => {
      const comparisons = rows(`${name}.jsonl`, runSchema);
      const published = value(`${name}.statistics.json`, statisticsSchema);
      // Upstream turns every winner other than "0" and "1" into 0.
      const kappaOf = (winnerIn: (run: z.infer<typeof runSchema>) => string) =>
        cohensKappa(comparisons.map((run) => [winnerIn(run) === '1' ? '1' : '0', String(run.label)])) ?? Number.NaN;
      const [forward, backward] = [kappaOf((run) => run.swap_false.winner), kappaOf((run) => run.swap_true.winner)];
      expect(forward).toBeCloseTo(published.kappa_False, 12);
      expect(backward).toBeCloseTo(published.kappa_True, 12);
      expect((forward + backward) / 2).toBeCloseTo(published.kappa_average, 12);
    },
  );

  it.each(runs)(
    '%s: both orders combine to a win exactly where both are equal, and right as often as published (methods section 0.3)',
    (name) => {
      const comparisons = rows(`${name}.jsonl`, runSchema).map(asComparison);
      const published = value(`${name}.statistics.json`, statisticsSchema);
      const winners = comparisons.map(({ forward, backward }) => combineVerdicts(forward, backward));
      const right = winners.filter((winner, index) => winner === comparisons[index]?.label).length;
      expect(100 * (right / winners.length)).toBeCloseTo(percentage(published.correct_both), 10);
      expect(100 * (positionBias(comparisons).consistency ?? Number.NaN)).toBeCloseTo(percentage(published.equal), 10);
      expect(winners.filter((winner) => winner !== 'tie').length / winners.length).toBeCloseTo(
        percentage(published.equal) / 100,
        12,
      );
    },
  );

  it.each(runs.filter((name) => name.endsWith('Vanilla')))('%s: slots turn into the published winners', (name) => {
    const slotOf = (completion: string) => (completion.trim().startsWith('Output (a)') ? 'A' : 'B');
    const judged = rows(`${name}.jsonl`, runSchema);
    for (const { swap_false, swap_true } of judged) {
      expect(swap_false.completion + swap_true.completion).toMatch(/^Output \([ab]\).*Output \([ab]\)/s);
      expect(verdictOf(slotOf(swap_false.completion), 'forward')).toBe(winnerOf(swap_false));
      expect(verdictOf(slotOf(swap_true.completion), 'backward')).toBe(winnerOf(swap_true));
    }
  });

  it('shows ChatGPT on base 10 to answer the first slot always (methods section 13.1)', () => {
    const comparisons = rows('judge_runs/base_10.ChatGPT-Vanilla.jsonl', runSchema).map(asComparison);
    expect(positionBias(comparisons)).toEqual({ compared: 54, consistency: 0, firstSlot: 1, secondSlot: 0 });
  });

  it('srlm eval judge-accuracy gives the published accuracies and kappa of every run', async () => {
    const files = runs.map((name) => path(`${name}.jsonl`));
    const { exitCode, out } = await runCommand('eval', 'judge-accuracy', '--format', 'llmbar', ...files, '--json');
    expect(exitCode).toBe(0);
    const { judges } = reportSchema.parse(JSON.parse(out));
    expect(judges).toHaveLength(runs.length);
    for (const [index, name] of runs.entries()) {
      const published = value(`${name}.statistics.json`, statisticsSchema);
      const judge = judges[index];
      expect(100 * (judge?.forward ?? Number.NaN)).toBeCloseTo(percentage(published.correct_False), 10);
      expect(100 * (judge?.backward ?? Number.NaN)).toBeCloseTo(percentage(published.correct_True), 10);
      expect(100 * (judge?.average.estimate ?? Number.NaN)).toBeCloseTo(percentage(published.correct_average), 10);
      expect(100 * (judge?.both ?? Number.NaN)).toBeCloseTo(percentage(published.correct_both), 10);
      expect(100 * (judge?.equal ?? Number.NaN)).toBeCloseTo(percentage(published.equal), 10);
      expect(judge?.kappa).toBeCloseTo(published.kappa_agreement, 12);
    }
  }, 60_000);
});
