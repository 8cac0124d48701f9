import { tryRubrics, type RubricTrialSettings } from '../../activities/labelling/try-rubrics';
import { jsonDocument, jsonLines } from '../../core/json-text';
import { additiveCriteria } from '../../core/judging/additive-prompt';
import { decideRubric } from '../../core/guard-rails/decide-rubric';
import { rubricDecisionSchema, rubricTrialSchema, type RubricDecision } from '../../core/guard-rails/rubric-trial';
import type { IterationManifest } from '../../core/manifest';
import { eftGroupSchema, givenPairSchema, type Artifact } from '../../core/records';
import { createRandom, deriveSeed } from '../../core/seeds';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callValues } from './call-texts';
import { recordedRunner, UnrecordedCallError, type Calls } from './recorded-answers';

/** What an iteration judged by, where the judge prompt evolves. */
export async function evolvedRubric(
  store: ArtifactStore,
  decision: Artifact | undefined,
): Promise<RubricDecision | undefined> {
  return decision && rubricDecisionSchema.parse(JSON.parse(await store.readText(decision)));
}

/** Tries the rubrics of an iteration again over the recorded calls, and decides again which one was judged by. */
export async function checkRubric(
  store: ArtifactStore,
  { run, iteration, attempt, inputs, outputs }: IterationManifest,
  { recipe, judge, scope }: { recipe: Recipe } & Pick<RubricTrialSettings, 'judge' | 'scope'>,
  findings: Findings,
): Promise<void> {
  if (!outputs.rubric || !recipe.evolvingRubric) return;
  const layout = iterationLayout(run, iteration, attempt);
  const [file, calls] = [await store.find(layout.rubricTrials), await callValues(store, layout.calls('rubric'))];
  const { canaries: canaryFile, heldOut } = inputs.seedFiles;
  if (!file || !calls || !canaryFile) {
    findings.differ(outputs.rubric.path, 'rests on trials, calls or canaries that are not there');
    return;
  }
  const { evaluation, evolvingRubric, judgements } = recipe;
  const sampling = { proposal: evolvingRubric.sampling, judgement: judgements.sampling };
  const sources = {
    current: (await evolvedRubric(store, inputs.rubric))?.criteria ?? additiveCriteria,
    groups: (await store.readRows(heldOut, eftGroupSchema)).slice(0, evaluation.heldOutGroups),
    canaries: await store.readRows(canaryFile, givenPairSchema),
  };
  const problem = await trialProblem(
    await store.readText(file),
    calls,
    { judge, evaluation, sampling, scope },
    sources,
  );
  if (problem !== undefined) findings.differ(file.path, problem);
  const trials = await store.readRows(file, rubricTrialSchema);
  const random = createRandom(deriveSeed({ ...scope, promptId: '', purpose: 'rubric-gate' }));
  if ((await store.readText(outputs.rubric)) !== jsonDocument(decideRubric({ ...sources, trials }, random)))
    findings.differ(outputs.rubric.path, 'is not what the recorded trials give');
  else if (problem === undefined) findings.prove('feedback', trials.length);
}

async function trialProblem(
  text: string,
  calls: Calls,
  settings: RubricTrialSettings,
  sources: Parameters<typeof tryRubrics>[2],
): Promise<string | undefined> {
  try {
    const again = await tryRubrics(recordedRunner(calls), settings, sources, () => undefined);
    return jsonLines(again) === text ? undefined : 'is not what its recorded calls give';
  } catch (error) {
    if (error instanceof UnrecordedCallError) return error.message;
    throw error;
  }
}
