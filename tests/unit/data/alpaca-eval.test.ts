import { z } from 'zod';
import { answerLengths, questionTopics, type QuestionLabels } from '../../../src/core/benchmarks/question-labels';
import { winRatesByLabel } from '../../../src/core/benchmarks/win-rates-by-label';
import { createRandom } from '../../../src/core/seeds';
import { lengthControlledWinRate } from '../../../src/core/statistics/length-controlled-win-rate';
import { readAlpacaEval } from '../../../src/data/evaluation/read-alpaca-eval';
import { readDifficulties } from '../../../src/data/evaluation/read-difficulties';
import { runCommand } from '../cli/run-command';
import { describeSharedData } from './shared-data';

jest.setTimeout(60_000);

/** Percentages as published but for two standard errors of length control, and the win rate with length alone that the data's README gives. */
const PUBLISHED = [
  {
    model: 'alpaca-7b',
    raw: 2.5914505402,
    se: 0.4870855383,
    wins: [17, 785, 3],
    lc: 5.8754871633,
    lcError: 0.4,
    lengthOnly: 19.835,
  },
  {
    model: 'claude-2',
    raw: 17.1882403567,
    se: 1.1748282562,
    wins: [131, 673, 1],
    lc: 28.1551961416,
    lcError: 0.9,
    lengthOnly: 36.794,
  },
  {
    model: 'FuseChat-Llama-3.1-8B-Instruct',
    raw: 63.3315829236,
    se: 1.4225069834,
    wins: [518, 286, 1],
    lc: 65.3862311604,
    lcError: 0.6668876066,
    lengthOnly: 65.072,
  },
];

const reportSchema = z.object({
  model: z.string(),
  nulls: z.int(),
  raw: z.object({
    compared: z.int(),
    winRate: z.object({ estimate: z.number(), low: z.number(), high: z.number() }),
    standardError: z.number(),
    wins: z.int(),
    losses: z.int(),
    ties: z.int(),
  }),
  lengthControlled: z.object({ variant: z.string(), winRate: z.number(), standardError: z.number() }),
});

describeSharedData('alpaca_eval', 'github.com/tatsu-lab/alpaca_eval', ({ path }) => {
  const files = (model: string) => ({
    annotations: path(`annotations/${model}.jsonl`),
    outputs: path(`outputs/${model}.jsonl`),
    baseline: path('outputs/gpt4_1106_preview.jsonl'),
  });
  const difficulty = path('lc/df_gamed_estimated.csv');

  it.each(PUBLISHED)(
    'srlm eval winrate gives $model the published raw win rate to 4 decimals, and the length-controlled one within 0.5 points (methods section 15)',
    async ({ model, raw, se, wins: [wins, losses, ties], lc, lcError }) => {
      const named = Object.entries(files(model)).flatMap(([name, file]) => [`--${name}`, file]);
      const words = ['eval', 'winrate', ...named, '--difficulty', difficulty];
      const { exitCode, out } = await runCommand(...words, '--json');
      expect(exitCode).toBe(0);
      const report = reportSchema.parse(JSON.parse(out));
      expect(100 * report.raw.winRate.estimate).toBeCloseTo(raw, 9);
      expect(100 * report.raw.standardError).toBeCloseTo(se, 9);
      expect(report.raw).toMatchObject({ compared: 805, wins, losses, ties });
      expect(report).toMatchObject({ model, nulls: 0, lengthControlled: { variant: 'full' } });
      expect(Math.abs(100 * report.lengthControlled.winRate - lc)).toBeLessThan(0.5);
      expect(100 * report.lengthControlled.standardError).toBeCloseTo(lcError, 1);
    },
  );

  it.each(PUBLISHED)('$model: with length alone $lengthOnly %', async ({ model, lengthOnly }) => {
    const { comparisons } = await readAlpacaEval(files(model), await readDifficulties(difficulty));
    const rows = comparisons.map(({ preference, modelLength, baselineLength, difficulty: hard }) => ({
      preference: preference ?? Number.NaN,
      modelLength: modelLength ?? Number.NaN,
      baselineLength: baselineLength ?? Number.NaN,
      difficulty: hard,
    }));
    expect(100 * (lengthControlledWinRate(rows, 'minimal').winRate ?? 0)).toBeCloseTo(lengthOnly, 3);
  });

  it('prints the same figures as a table, and those of another model beside them', async () => {
    const words = Object.entries(files('claude-2')).flatMap(([name, file]) => [`--${name}`, file]);
    const against = files('FuseChat-Llama-3.1-8B-Instruct').annotations;
    const { out } = await runCommand('eval', 'winrate', ...words, '--difficulty', difficulty, '--against', against);
    expect(out).toMatch(/^raw +17\.1882 % +1\.1748 %/m);
    expect(out).toMatch(/^length-controlled +28\.3860 %/m);
    expect(out).toContain('Raw, against FuseChat-Llama-3.1-8B-Instruct: -46.14 points (95 % interval ');
  });

  it('gives buckets that hold all 805 prompts and average to the published raw win rate (methods section 1)', async () => {
    const { comparisons } = await readAlpacaEval({ annotations: files('claude-2').annotations });
    const labels = new Map(
      comparisons.map(({ key }, at): [string, QuestionLabels] => {
        const [topic, expectedLength] = [questionTopics[at % 3] ?? null, answerLengths[at % 2] ?? null];
        return [key, { topic, complexity: at % 10 === 0 ? null : at % 10, expectedLength }];
      }),
    );
    const rates = winRatesByLabel(comparisons, labels, createRandom(1));
    for (const { buckets, unread, unlabelled } of Object.values(rates)) {
      const all = [...buckets.map(({ value }) => value), unread, unlabelled];
      const won = all.reduce((sum, { compared, winRate }) => sum + compared * (winRate?.estimate ?? 0), 0);
      expect(all.reduce((sum, { compared }) => sum + compared, 0)).toBe(805);
      expect((100 * won) / 805).toBeCloseTo(17.1882403567, 9);
    }
  });
});
