import {
  allHandlersFinished,
  condition,
  continueAsNew,
  startChild,
  workflowInfo,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';
import type { ImportedSeed } from '../activities/seed';
import type { Recipe, RecipeInput } from '../recipes/recipe';
import { beating, bookkeeping, callSettings, labelling, models } from './activity-proxies';
import { carriedSchema, parseInput, type Carried } from './inputs';
import { evaluate, releasingServers, serve, train, type ModelContext } from './make-model';
import { passesGate } from './gate';
import { opened } from './opened';
import { createProgress, type Progress } from './progress';
import { createRunControl, type RunControl } from './run-control';
import { externalModel, type ServedModel } from '../serving/served-model';
import { pausable } from './pausable';
import type { IterationResult, selfRewardingIteration } from './self-rewarding-iteration';
import type { ModelStatus } from './status';

/** What a person types, or what a run hands to itself when it continues as new. */
export type RunInput = RecipeInput & { carried?: Carried };

export interface RunResult {
  run: string;
  ended: 'finished' | 'stopped';
  models: ModelStatus[];
  report: string | null;
}

/**
 * A whole run: M_0 -> SFT baseline (IFT) and M_1 (IFT and EFT) -> one iteration after the other, each behind the gate.
 * {"run": "demo"} is a complete input. Every stage finds what an earlier attempt finished.
 */
export async function selfRewardingRun(rawInput: RunInput): Promise<RunResult> {
  const { carried: rawCarried, ...input } = isObject(rawInput) ? rawInput : { given: rawInput };
  const carried = rawCarried === undefined ? undefined : parseInput(carriedSchema, rawCarried);
  const progress = createProgress({ run: '', method: '', iteration: 0, iterations: 0, attempt: 1 });
  const control = createRunControl(progress, carried);

  const recipe = await opened(bookkeeping.openRun(input));
  control.open(recipe);
  progress.enter('preparing');
  await bookkeeping.offerNextIteration({ run: recipe.run });
  return releasingServers(recipe.run, async () => {
    const context = await prepare(recipe, progress, control);
    while (progress.status.iteration < progress.status.iterations) {
      progress.status.iteration += 1;
      const ended = await iterate(context, control);
      if (ended === 'stopped' || control.stopping) return finish(recipe, progress, 'stopped');
      if (workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof selfRewardingRun>({ ...input, run: recipe.run, carried: control.carry() });
      }
    }
    return finish(recipe, progress, 'finished');
  });
}

/** Seed data, M_0, the SFT baseline and M_1, each measured as a judge. */
async function prepare(recipe: Recipe, progress: Progress, control: RunControl): Promise<ModelContext> {
  const { run, seed } = recipe;
  const files = await bookkeeping.importSeed({ run, data: recipe.data });
  const base = await models.importBaseModel.executeWithOptions(beating(recipe, `import ${recipe.baseModel}`), [
    { run, baseModel: recipe.baseModel },
  ]);
  const context: ModelContext = { recipe, base, heldOut: files.heldOut, progress, pauseSwitch: control.pauseSwitch };
  const sft = { objective: 'sft', base, hyperparameters: recipe.sft } as const;

  await evaluate(context, base, await serve(context, base), []);

  const baselineRows = await bookkeeping.writeBaselineRows({ run, seed, ift: files.ift });
  const baseline = await train(context, { ...sft, name: 'sft', rows: baselineRows });
  const servedBaseline = await serve(context, baseline);
  await evaluate(context, baseline, servedBaseline, [base.name]);

  const eft = await judgedEft(context, files, servedBaseline);
  const anchorRows = await bookkeeping.writeAnchorRows({
    run,
    seed,
    ift: files.ift,
    eft,
    modalScoreCap: recipe.eft.modalScoreCap,
  });
  const anchor = await train(context, { ...sft, name: 'M1', rows: anchorRows.rows });
  await evaluate(context, anchor, await serve(context, anchor), [baseline.name]);
  return context;
}

/** EFT judgements as the recipe says: those of the file, or built by a model and kept where they agree with people. */
async function judgedEft({ recipe, pauseSwitch }: ModelContext, files: ImportedSeed, baseline: ServedModel) {
  const { judgements, resamples } = recipe.eft;
  if (judgements === 'provided') return files.eft;
  const judge = judgements === 'external' && recipe.roles.eftJudge ? externalModel(recipe.roles.eftJudge) : baseline;
  return pausable(pauseSwitch, () =>
    labelling.buildEft.executeWithOptions(beating(recipe, 'EFT judgements'), [
      {
        run: recipe.run,
        seed: recipe.seed,
        eft: files.eft,
        judge,
        resamples,
        sampling: recipe.judgements.sampling,
        calls: callSettings(recipe),
      },
    ]),
  );
}

/** One iteration and its gate; a rejected one is redone with new seeds, its artifacts kept, until it is approved or the run stops. */
async function iterate({ recipe, progress }: ModelContext, control: RunControl): Promise<'accepted' | 'stopped'> {
  const { status } = progress;
  for (;;) {
    await condition(() => !control.pauseSwitch.paused);
    const attempt = control.attemptAt(status.iteration);
    status.attempt = attempt;
    progress.enter('iteration', `M${status.iteration + 1}`);
    const result = await runIteration(recipe, progress, control, attempt);
    status.models.push(result.model);
    status.counts = result.counts;
    const decision = await decide(recipe, progress, control, result);
    if (decision !== 'redo') return decision;
    control.redo(status.iteration);
  }
}

async function runIteration(
  recipe: Recipe,
  progress: Progress,
  control: RunControl,
  attempt: number,
): Promise<IterationResult> {
  const { status } = progress;
  const workflowId = `srlm-${recipe.run}-iteration-${status.iteration}${attempt > 1 ? `.${attempt}` : ''}`;
  const child: ChildWorkflowHandle<typeof selfRewardingIteration> = await startChild<typeof selfRewardingIteration>(
    'selfRewardingIteration',
    {
      workflowId,
      staticSummary: `${recipe.run}: iteration ${status.iteration}`,
      args: [
        {
          run: recipe.run,
          iteration: status.iteration,
          attempt,
          method: recipe.method,
          iterations: status.iterations,
          paused: control.pauseSwitch.paused,
          ...(control.concurrency ? { concurrency: control.concurrency } : {}),
        },
      ],
    },
  );
  status.child = workflowId;
  control.child = child;
  progress.show();
  try {
    return await child.result();
  } finally {
    control.child = undefined;
    status.child = null;
  }
}

/** The gate: go on, ask a person, or stop. */
async function decide(recipe: Recipe, progress: Progress, control: RunControl, result: IterationResult) {
  const verdict = passesGate(recipe.gate, result.model);
  if (verdict.kind === 'go on') return 'accepted';
  progress.status.notes.push(verdict.reason);
  if (verdict.kind === 'stop') return 'stopped';
  progress.enter('awaiting approval', result.model.model.name);
  return control.decision();
}

async function finish(recipe: Recipe, progress: Progress, ended: RunResult['ended']): Promise<RunResult> {
  progress.status.report = await bookkeeping.writeReport({ run: recipe.run });
  progress.enter(ended);
  await condition(allHandlersFinished);
  return { run: recipe.run, ended, models: progress.status.models, report: progress.status.report };
}

function isObject(value: unknown): value is RunInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
