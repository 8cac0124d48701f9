import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Recipe, RecipeInput } from '../recipes/recipe';
import { usesRankedRewardModel } from '../recipes/uses-reward-model';
import { beating, bookkeeping, models as weights } from './activity-proxies';
import { cleaningUp } from './cleaning-up';
import { iterateUntilDecided } from './iterate-until-decided';
import { carriedSchema, parseInput, type Carried } from './inputs';
import { makeAnchor } from './make-anchor';
import { makeProcessRewardModels } from './make-process-reward-model';
import { makeRewardModel } from './make-reward-model';
import { uninterrupted, type ModelContext } from './make-model';
import { opened } from './opened';
import { createProgress, type Progress } from './progress';
import { createRunControl, type RunControl } from './run-control';
import { showReport } from './show-report';
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
  const { status } = progress;
  return cleaningUp(recipe.run, async () => {
    await bookkeeping.offerNextIteration({ run: recipe.run });
    const context = await prepare(recipe, progress, control);
    status.models = carried?.models ?? status.models;
    let ended: RunResult['ended'];
    do {
      ended = await iterateAll(context, control, input);
      progress.enter('report');
      showReport(status, await bookkeeping.writeReport({ run: recipe.run }));
      // More iterations may have been asked for while the report was written.
    } while (ended === 'finished' && status.iteration < status.iterations);
    progress.enter(ended);
    await condition(allHandlersFinished);
    return { run: recipe.run, ended, models: status.models, report: status.report };
  });
}

/** Seed data, M_0, the SFT baseline and M_1, each measured as a judge; and reward models where the recipe has any. */
async function prepare(recipe: Recipe, progress: Progress, control: RunControl): Promise<ModelContext> {
  const { run } = recipe;
  const { files, base } = await uninterrupted(progress, async () => ({
    files: await bookkeeping.importSeed({ run, data: recipe.data }),
    base: await weights.importBaseModel.executeWithOptions(beating(recipe, `import ${recipe.baseModel}`), [
      { run, baseModel: recipe.baseModel },
    ]),
  }));
  const context: ModelContext = { recipe, base, heldOut: files.heldOut, progress, pauseSwitch: control.pauseSwitch };
  const models = await makeAnchor(context, files);
  const made = [models.base, models.baseline, models.anchor].map(({ model }) => model);
  if (usesRankedRewardModel(recipe)) made.push(await makeRewardModel(context, models.anchor.model));
  made.push(...(await makeProcessRewardModels(context, files, models.anchor)));
  const served = [models.base, models.baseline, models.anchor].flatMap((each) => each.served ?? []);
  await bookkeeping.writePreparationManifest({ recipe, models: made, served });
  return context;
}

/** One iteration after the other, until there are as many as asked for, or the run is stopped. */
async function iterateAll(context: ModelContext, control: RunControl, input: object): Promise<RunResult['ended']> {
  const { recipe, progress } = context;
  while (progress.status.iteration < progress.status.iterations) {
    if (control.stopping) return 'stopped';
    progress.status.iteration += 1;
    const outcome = await iterateUntilDecided(context, control);
    if (outcome === 'stopped') return 'stopped';
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof selfRewardingRun>({ ...input, run: recipe.run, carried: control.carry() });
    }
  }
  return control.stopping ? 'stopped' : 'finished';
}

function isObject(value: unknown): value is RunInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
