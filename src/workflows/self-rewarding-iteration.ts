import { ApplicationFailure, setHandler, workflowInfo } from '@temporalio/workflow';
import type { OpenedIteration } from '../activities/opening';
import type { IterationCounts } from '../core/iteration-counts';
import type { Artifact } from '../core/records';
import { minimumValidOf } from '../core/selection/select-pair';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { cleaningUp } from './cleaning-up';
import { iterationInputSchema, parseInput, type IterationInput } from './inputs';
import { countsOf, emptyCounts } from './iteration-counts';
import { labelShards, type LabelledShard, type Parallelism } from './label-shards';
import { evaluate, serve, train, type ModelContext } from './make-model';
import {
  concurrencyChanged,
  concurrencySchema,
  pause,
  pauseDescription,
  resume,
  status,
  type Concurrency,
} from './messages';
import { opened } from './opened';
import { pausable } from './pausable';
import { createProgress, type Progress } from './progress';
import type { ModelStatus } from './status';

export interface IterationResult {
  iteration: number;
  attempt: number;
  counts: IterationCounts;
  model: ModelStatus;
}

/**
 * One self-rewarding iteration (2401.10020): the policy M_t answers prompts, judges its answers, and learns from the
 * resulting pairs to become M_{t+1}. Also started alone, with {"run": "demo", "iteration": 2}.
 */
export async function selfRewardingIteration(rawInput: IterationInput): Promise<IterationResult> {
  const input = parseInput(iterationInputSchema, rawInput);
  const pauseSwitch = { paused: input.paused };
  const progress = createProgress({
    run: input.run,
    method: input.method,
    iteration: input.iteration ?? 0,
    iterations: input.iterations ?? input.iteration ?? 0,
    attempt: 1,
  });
  const concurrency: Concurrency = { ...input.concurrency };
  setHandler(status, () => ({ ...progress.status, paused: pauseSwitch.paused }), {
    description: 'What this iteration is doing',
  });
  setHandler(pause, () => switchTo(true), { description: pauseDescription });
  setHandler(resume, () => switchTo(false), { description: 'Go on after a pause' });
  setHandler(concurrencyChanged, (change) => void Object.assign(concurrency, concurrencySchema.parse(change)), {
    description: 'Sent by the run: shards and calls at the same time',
  });
  function switchTo(paused: boolean): void {
    pauseSwitch.paused = paused;
    progress.status.paused = paused;
    progress.show();
  }

  const { run, iteration } = input;
  const opening = await opened(bookkeeping.openIteration({ run, iteration }));
  const { recipe, models, seedFiles } = opening;
  showOpening(progress, opening);
  const context: ModelContext = { recipe, base: models.base, heldOut: seedFiles.heldOut, progress, pauseSwitch };
  const settings = () => ({
    concurrentShards: concurrency.concurrentShards ?? recipe.labelling.concurrentShards,
    callsInFlight: concurrency.callsInFlight ?? recipe.labelling.callsInFlight,
  });

  const work = () => iterate(opening, context, settings);
  return workflowInfo().parent ? work() : cleaningUp(run, work);
}

function showOpening({ status: shown }: Progress, { iteration, attempt, redoes }: OpenedIteration): void {
  Object.assign(shown, { iteration, attempt, iterations: Math.max(shown.iterations, iteration) });
  if (redoes) shown.notes.push(`Redoes attempt ${redoes.attempt}, which was rejected: ${redoes.reason}`);
}

/** The method, top to bottom. */
async function iterate(
  opening: OpenedIteration,
  context: ModelContext,
  settings: () => Parallelism,
): Promise<IterationResult> {
  const { recipe, models } = opening;
  const { progress } = context;
  const policy = await serve(context, models.policy);
  const prompts = await collectPrompts(opening, policy, context, settings().callsInFlight);
  const shards = await labelShards(opening, policy, prompts, context, settings);
  const pairs = await selectPairs(opening, prompts, shards, progress);
  const model = await train(context, {
    name: opening.makes,
    objective: 'dpo',
    base: { anchor: models.anchor, previous: models.policy, base: models.base }[recipe.initFrom],
    ...(recipe.dpoReference === 'anchor' ? { reference: models.anchor } : {}),
    rows: pairs.trainingRows,
    hyperparameters: recipe.dpo,
  });
  const served = await serve(context, model);
  const evaluated = await evaluate(context, model, served, [models.policy.name, models.baseline.name]);

  progress.enter('report');
  const counts = countsOf(progress);
  await bookkeeping.writeManifest({
    opened: opening,
    prompts,
    responses: shards.map((shard) => shard.responses.artifact),
    feedback: shards.map((shard) => shard.feedback.artifact),
    pairs: pairs.pairs,
    trainingRows: pairs.trainingRows,
    counts,
    model,
    served: [policy, served],
  });
  progress.status.report = await bookkeeping.writeReport({ run: recipe.run });
  progress.enter('finished');
  return { iteration: opening.iteration, attempt: opening.attempt, counts, model: evaluated };
}

async function collectPrompts(
  opening: OpenedIteration,
  policy: ServedModel,
  { recipe, progress, pauseSwitch }: ModelContext,
  callsInFlight: number,
): Promise<Artifact> {
  progress.enter('prompts');
  const { run, seed, roles, prompts: settings } = recipe;
  const collected = await pausable(pauseSwitch, () =>
    labelling.collectPrompts.executeWithOptions(beating(recipe, `${settings.perIteration} prompts`), [
      {
        run,
        seed,
        iteration: opening.iteration,
        attempt: opening.attempt,
        generator: roles.generator === 'self' ? policy : externalModel(roles.generator),
        settings,
        calls: callSettings(recipe, callsInFlight),
        seedFiles: opening.seedFiles,
        earlier: opening.earlier.prompts,
      },
    ]),
  );
  if (collected.artifact.rows < settings.perIteration) {
    progress.status.notes.push(
      `${settings.perIteration - collected.artifact.rows} prompts fewer than asked for passed the filters`,
    );
  }
  progress.status.counts = emptyCounts(collected.artifact.rows);
  return collected.artifact;
}

async function selectPairs(opening: OpenedIteration, prompts: Artifact, shards: LabelledShard[], progress: Progress) {
  const { recipe, iteration, attempt, earlier } = opening;
  progress.enter('pairs');
  const selected = await bookkeeping.selectPairs({
    run: recipe.run,
    seed: recipe.seed,
    iteration,
    attempt,
    prompts,
    responses: shards.map((shard) => shard.responses.artifact),
    feedback: shards.map((shard) => shard.feedback.artifact),
    minimumValid: minimumValidOf(recipe.judgements),
    pairPool: recipe.pairPool,
    earlier: earlier.pairs,
  });
  const counts = countsOf(progress);
  counts.pairs = selected.pairs.rows;
  counts.discarded = selected.discarded;
  progress.show();
  if (selected.pairs.rows > 0) return selected;
  throw ApplicationFailure.nonRetryable(
    `Iteration ${iteration} made no pairs, so there is nothing to learn from. Discarded prompts: ${JSON.stringify(selected.discarded)}`,
    'NoPairs',
  );
}
