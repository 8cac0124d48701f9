import { modelName, PROCESS_REWARD_MODEL, REWARD_MODEL, rewardModelName } from '../../core/model-name';
import { modelReferenceSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { attemptUnderWay } from '../../store/rejections';
import { runLayout } from '../../store/run-layout';
import type { ModelReport } from '../data/model-data';
import { collectBenchmarks } from './collect-benchmarks';
import { collectEvaluation, collectTraining, findComparison } from './collect-measurements';
import { storedJson } from './stored-json';
import { winRateInterval } from './win-rate-interval';
import { positionBias } from '../../core/statistics/position-bias';
import { storedVerdicts } from './stored-verdicts';

/** M_0, the SFT baseline, M_1, reward models, M_2, ... with every attempt, in the order in which a run makes them. */
export async function collectModels(store: ArtifactStore, run: string): Promise<ModelReport[]> {
  const models: ModelReport[] = [];
  for (const name of ['M0', 'sft', 'M1', REWARD_MODEL, PROCESS_REWARD_MODEL]) {
    const model = await collectModel(store, run, name, models);
    if (model) models.push(model);
  }
  for (let index = 2; ; index += 1) {
    const attempts = await collectAttempts(store, run, index, models);
    if (attempts.length === 0) return models;
    models.push(...attempts);
  }
}

/**
 * M2, M2.2, M2.3, each after the reward model that it learned from where the iteration made one: each attempt replaces the
 * one before it; one that was rejected early made no model.
 */
async function collectAttempts(
  store: ArtifactStore,
  run: string,
  index: number,
  older: readonly ModelReport[],
): Promise<ModelReport[]> {
  const attempts: ModelReport[] = [];
  const { attempt: last } = await attemptUnderWay(store, run, index - 1);
  for (let attempt = 1; attempt <= last; attempt += 1) {
    for (const name of [rewardModelName(index - 1, attempt), modelName(index, attempt)]) {
      const model = await collectModel(store, run, name, [...older, ...attempts]);
      // A reward model of ranked replies serves every attempt.
      if (model) attempts.push({ ...model, replaced: attempt < last && model.madeBy !== 'rm_bt' });
    }
  }
  return attempts;
}

async function collectModel(
  store: ArtifactStore,
  run: string,
  name: string,
  older: readonly ModelReport[],
): Promise<ModelReport | undefined> {
  const reference = await storedJson(store, runLayout(run).modelReference(name), modelReferenceSchema);
  if (!reference) return undefined;
  const baseline = older.find((other) => other.name === 'sft')?.digest;
  const comparisons = await Promise.all(
    older.map(async (other) => {
      const comparison = await findComparison(store, run, name, other.name);
      if (!comparison) return undefined;
      const verdicts = await storedVerdicts(store, run, name, other.name);
      return {
        ...comparison,
        againstBaseline: other.digest === baseline,
        interval: winRateInterval(`${name}/${other.name}`, verdicts),
        position: verdicts.length === 0 ? null : positionBias(verdicts),
      };
    }),
  );
  return {
    ...reference,
    // Weights with two names were trained from under the last one.
    parentName: older.findLast((other) => other.digest === reference.parent)?.name ?? null,
    sameAs: older.find((other) => other.digest === reference.digest)?.name ?? null,
    replaced: false,
    training: await collectTraining(store, run, name),
    evaluation: await collectEvaluation(store, run, name),
    comparisons: comparisons.flatMap((comparison) => comparison ?? []),
    benchmarks: await collectBenchmarks(store, run, name),
  };
}
