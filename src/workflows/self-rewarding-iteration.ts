import { setHandler, workflowInfo } from '@temporalio/workflow';
import type { EvolvedRubric } from '../activities/evolve-rubric';
import type { WrittenReport } from '../activities/report';
import type { OpenedIteration } from '../activities/opening';
import type { IterationCounts } from '../core/iteration-counts';
import type { GateRecord } from '../core/gate/gate-record';
import type { Artifact } from '../core/records';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { cleaningUp } from './cleaning-up';
import { evolveRubric } from './evolve-rubric';
import { decideGate } from './gate';
import { guardResponses } from './guard-responses';
import { iterationInputSchema, parseInput, type IterationInput } from './inputs';
import { measureImplicitRewards } from './implicit-rewards';
import { countsOf, emptyCounts, noteParseRate } from './iteration-counts';
import type { LabelledShard, Parallelism } from './each-shard';
import { labelShards } from './label-shards';
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
import { rewardedBy } from './make-reward-model';
import { objectiveOf, pretrainingOf, referenceOf } from './objective-of';
import { opened } from './opened';
import { pausable } from './pausable';
import { createProgress, type Progress } from './progress';
import { selectExamples, validationOf } from './select-examples';
import { showReport } from './show-report';
import type { ModelStatus } from './status';
import { walkShards } from './walk-shards';

export interface IterationResult {
  iteration: number;
  attempt: number;
  counts: IterationCounts;
  model: ModelStatus;
  /** An iteration of an earlier version does not say. */
  report?: WrittenReport;
  /** Left out by earlier versions. */
  gate?: GateRecord;
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
  const { models, seedFiles } = opening;
  const recipe = opening.scheduled ?? opening.recipe;
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
  const { models } = opening;
  const { recipe, progress } = context;
  const { policy, prompts, shards, rubric } = await label(opening, context, settings);
  noteParseRate(progress, recipe.roles.judge === 'self' ? models.policy.name : 'the judge of the recipe');
  const selected = await selectExamples(opening, context, prompts, shards);
  const rewarded = await rewardedBy(opening, context, selected);
  const start = { anchor: models.anchor, previous: models.policy, base: models.base }[recipe.initFrom];
  const { model, extra } = await train(context, {
    name: opening.makes,
    ...objectiveOf(recipe),
    ...rewarded,
    base: start,
    ...referenceOf(recipe, start, models),
    rows: selected.trainingRows,
    ...validationOf(context, selected),
    ...pretrainingOf(recipe, opening.seedFiles),
  });
  const served = await serve(context, model);
  const evaluated = await evaluate(context, model, served, comparedWith(models));

  const before = { policy: models.policy.name, evaluation: opening.policyEvaluation };
  const gate = decideGate(recipe, evaluated, before, extra['rewardRise']);
  progress.enter('report');
  const counts = countsOf(progress);
  await bookkeeping.writeManifest({
    opened: opening,
    prompts,
    responses: shards.map((shard) => shard.responses.artifact),
    feedback: shards.flatMap((shard) => shard.feedback?.artifact ?? []),
    criticFeedback: shards.map((shard) => shard.criticFeedback),
    pairs: selected.pairs,
    trainingRows: selected.trainingRows,
    ...(selected.selector === undefined ? {} : { selector: selected.selector }),
    ...(selected.validationRows ? { validationRows: selected.validationRows } : {}),
    ...(selected.rewardRows ? { rewardRows: selected.rewardRows } : {}),
    counts,
    gate,
    model,
    ...rewarded,
    ...(rubric ? { rubric: { artifact: rubric.artifact, version: rubric.version } } : {}),
    served: [...(policy ? [policy] : []), served],
  });
  const report = await bookkeeping.writeReport({ run: recipe.run });
  showReport(progress.status, report);
  progress.enter('finished');
  return { iteration: opening.iteration, attempt: opening.attempt, counts, model: evaluated, gate, report };
}

interface Labelled {
  /** The policy as it was served; undefined where nothing is sampled. */
  policy: ServedModel | undefined;
  prompts: Artifact;
  shards: LabelledShard[];
  /** What responses were judged by, where the judge prompt evolves. */
  rubric?: EvolvedRubric | undefined;
}

/** Prompts, responses to them, and what critics say; the prompts alone of a data set of preferences, and for PPO. */
async function label(opening: OpenedIteration, context: ModelContext, settings: () => Parallelism): Promise<Labelled> {
  const { recipe, progress } = context;
  const { pairs } = opening.seedFiles;
  if (recipe.selection?.kind === 'given' && pairs) {
    const { iteration, attempt } = opening;
    const prompts = await bookkeeping.givePairs({ run: recipe.run, iteration, attempt, given: pairs });
    progress.status.counts = emptyCounts(prompts.rows);
    return { policy: undefined, prompts, shards: [] };
  }
  const policy = await serve(context, opening.models.policy);
  const prompts = await collectPrompts(opening, policy, context, settings().callsInFlight);
  const work = { opening, prompts, context, settings };
  if (recipe.selection?.kind === 'prompts-alone') return { policy, prompts, shards: [] };
  if (recipe.selection?.kind === 'steps') return { policy, prompts, shards: await walkShards(work, policy) };
  const rubric = await evolveRubric(opening, policy, context, settings().callsInFlight);
  const shards = await labelShards(work, policy, rubric?.artifact);
  const untaught = shards.reduce((sum, { responses }) => sum + (responses.untaught ?? 0), 0);
  if (untaught > 0) progress.status.notes.push(`${untaught} prompts have no response of the teacher`);
  await measureImplicitRewards(work, shards);
  await guardResponses(work, shards);
  return { policy, prompts, shards, rubric };
}

/** What M_{t+1} is compared with: M_t, and the SFT baseline, which may be M_1 under another name. */
function comparedWith({ policy, anchor, baseline }: OpenedIteration['models']): string[] {
  const first = baseline.digest === anchor.digest ? anchor : baseline;
  return [...new Set([policy.name, first.name])];
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
