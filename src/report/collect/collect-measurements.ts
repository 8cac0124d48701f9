import { z } from 'zod';
import { judgeBiasesSchema } from '../../core/biases/judge-biases';
import { trainingOutcomeSchema } from '../../core/training/training-outcome';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { trainingStepSchema, type TrainingStep } from '../../core/training/training-step';
import type { ComparisonReport, EvaluationReport, MetricName, TrainingSummary } from '../data/model-data';
import { storedJson } from './stored-json';

/** A number that some objectives and some evaluations do not have. Lenient: a report of an old run still opens. */
const measured = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const count = z.int().min(0).default(0);

const storedTrainingSchema = z.object({
  specification: z.object({ objective: z.string() }),
  outcome: trainingOutcomeSchema.default('completed'),
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
    extra: z.record(z.string(), z.number()).default({}),
    validation: z
      .object({ bestStep: z.int().nullable(), points: z.array(z.object({ step: z.int(), loss: z.number() })) })
      .nullish(),
  }),
});

export async function collectTraining(
  store: ArtifactStore,
  run: string,
  name: string,
): Promise<TrainingSummary | null> {
  const stored = await storedJson(store, runLayout(run).training(name), storedTrainingSchema);
  if (!stored) return null;
  const { specification, outcome, metrics } = stored;
  const { validation, ...others } = metrics;
  return {
    objective: specification.objective,
    outcome,
    ...others,
    checkpoint: checkpointOf(validation),
    steps: await collectSteps(store, run, name),
  };
}

function checkpointOf(
  validation: z.infer<typeof storedTrainingSchema>['metrics']['validation'],
): TrainingSummary['checkpoint'] {
  const points = validation?.points ?? [];
  const [best, last] = [points.find(({ step }) => step === validation?.bestStep), points.at(-1)];
  return best && last ? { ...best, lastStep: last.step, measured: points.length } : null;
}

/** As many as a plot can show. */
const MOST_STEPS = 120;

async function collectSteps(store: ArtifactStore, run: string, name: string): Promise<TrainingStep[]> {
  const log = await store.find(runLayout(run).trainingLog(name));
  const steps = log ? await store.readRows(log, trainingStepSchema) : [];
  const every = Math.ceil(steps.length / MOST_STEPS);
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1);
}

const perMetric = z
  .object({
    pairwiseAccuracy: measured,
    bestOf5: measured,
    exactMatch: measured,
    spearman: measured,
    kendallTauB: measured,
    tieRate: measured,
  })
  .prefault({});

const storedEvaluationSchema = z.object({
  judge: z.object({
    metrics: perMetric,
    instructions: perMetric,
    parseRate: measured,
    counts: z.record(z.string(), z.int()).default({}),
  }),
  answers: z.object({ count, meanCharacters: measured, truncated: count }).nullish(),
  biases: judgeBiasesSchema.nullish().catch(null),
});

export async function collectEvaluation(
  store: ArtifactStore,
  run: string,
  name: string,
): Promise<EvaluationReport | null> {
  const stored = await storedJson(store, runLayout(run).evaluation(name, 'metrics.json'), storedEvaluationSchema);
  if (!stored) return null;
  const { metrics, instructions, parseRate, counts } = stored.judge;
  const metric = (key: MetricName) => ({ value: metrics[key], instructions: instructions[key] });
  return {
    pairwiseAccuracy: metric('pairwiseAccuracy'),
    bestOf5: metric('bestOf5'),
    exactMatch: metric('exactMatch'),
    spearman: metric('spearman'),
    kendallTauB: metric('kendallTauB'),
    tieRate: metric('tieRate'),
    parseRate,
    counts,
    answers: stored.answers ?? null,
    biases: stored.biases ?? null,
  };
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
): Promise<Omit<ComparisonReport, 'againstBaseline' | 'interval' | 'position'> | undefined> {
  return storedJson(
    store,
    runLayout(run).evaluation(newer, `head-to-head-against-${older}.json`),
    storedComparisonSchema,
  );
}
