import { z } from 'zod';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { ComparisonReport, EvaluationReport, TrainingSummary } from '../report-data';
import { storedJson } from './stored-json';

/** A number that some objectives and some evaluations do not have. Lenient: a report of an old run still opens. */
const measured = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const count = z.int().min(0).default(0);

const storedTrainingSchema = z.object({
  specification: z.object({ objective: z.string() }),
  metrics: z.object({
    loss: measured,
    margin: measured,
    accuracy: measured,
    kl: measured,
    chosenLogp: measured,
    rejectedLogp: measured,
    gradientNorm: measured,
    tokens: measured,
    seconds: measured,
    rowsTrained: measured,
    rowsDropped: z.record(z.string(), z.int()).default({}),
  }),
});

export async function collectTraining(
  store: ArtifactStore,
  run: string,
  name: string,
): Promise<TrainingSummary | null> {
  const stored = await storedJson(store, runLayout(run).training(name), storedTrainingSchema);
  return stored ? { objective: stored.specification.objective, ...stored.metrics } : null;
}

const metricsSchema = z.object({
  pairwiseAccuracy: measured,
  bestOf5: measured,
  exactMatch: measured,
  spearman: measured,
  kendallTauB: measured,
  tieRate: measured,
});

const storedEvaluationSchema = z.object({
  judge: z.looseObject({ metrics: metricsSchema.loose().optional(), parseRate: measured }),
  answers: z.object({ count, meanCharacters: measured, truncated: count }).nullish(),
});

export async function collectEvaluation(
  store: ArtifactStore,
  run: string,
  name: string,
): Promise<EvaluationReport | null> {
  const stored = await storedJson(store, runLayout(run).evaluation(name, 'metrics.json'), storedEvaluationSchema);
  if (!stored) return null;
  const { metrics, ...judge } = stored.judge;
  return {
    ...metricsSchema.parse(metrics ?? {}),
    parseRate: judge.parseRate,
    counts: wholeNumbers({ ...judge, ...metrics }),
    answers: stored.answers ?? null,
  };
}

const measuredNames = new Set<string>([...Object.keys(metricsSchema.shape), 'parseRate']);

/** The counts of an evaluation, wherever it keeps them. */
function wholeNumbers(values: Record<string, unknown>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number' && !measuredNames.has(name)) counts[name] = value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      Object.assign(counts, wholeNumbers(Object.fromEntries(Object.entries(value))));
    }
  }
  return counts;
}

const storedComparisonSchema = z.object({
  older: z.string(),
  wins: count,
  ties: count,
  losses: count,
  nulls: count,
  winRate: measured,
  selfJudged: z.boolean(),
});

export async function findComparison(
  store: ArtifactStore,
  run: string,
  newer: string,
  older: string,
): Promise<ComparisonReport | undefined> {
  return storedJson(
    store,
    runLayout(run).evaluation(newer, `head-to-head-against-${older}.json`),
    storedComparisonSchema,
  );
}
