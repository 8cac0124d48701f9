import { iftRecordSchema, judgementRecordSchema, promptRecordSchema, responseRecordSchema } from '../../core/records';
import type { JudgementRecord, ModelReference, PairRecord, PromptRecord, ResponseRecord } from '../../core/records';
import { feedbackRecordSchema, type FeedbackRecord } from '../../core/feedback-records';
import { groupBy } from '../../core/group-by';
import { minimumValidOf } from '../../core/selection/select-pair';
import { vetoedResponses, type Veto } from '../../core/selection/scoring';
import { recipeAt, recipeSchema, type Recipe } from '../../recipes/recipe';
import { scoringOf } from '../../recipes/scoring-of';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout, runLayout } from '../../store/run-layout';
import { modelReferences } from '../model-references';
import { storedJson } from '../stored-json';
import { fateOf, judged, type Fate, type JudgedResponse } from './fate-of';
import type { FoundPair } from './find-pair';
import { trainedWith, type Training } from './trained-with';
import { whyPaired, type WhyPaired } from './why-paired';

/** Everything that is recorded of one pair. */
export interface PairStory extends FoundPair {
  prompt: PromptRecord | null;
  parents: { id: string; text: string }[];
  responses: (JudgedResponse & Fate)[];
  /** Sides of the pair that are no response of the policy: of a data set, or two judgements. */
  others: (Fate & { id: string; text: string })[];
  /** What the pair rests on beside judgements of its responses. */
  feedback: FeedbackRecord[];
  /** The names of the run's models by digest; the same weights may have two. */
  models: Record<string, string>;
  trainings: Training[];
}

export async function pairStory(store: ArtifactStore, found: FoundPair): Promise<PairStory> {
  const { run, iteration, attempt, pair } = found;
  const layout = iterationLayout(run, iteration, attempt);
  const prompts = await rows(store, layout.prompts, promptRecordSchema);
  const prompt = prompts.find(({ id }) => id === pair.promptId) ?? null;
  const { responses, judgements } = await recordsOf(store, layout.root, pair.promptId);
  const all = responses.map((response) => judged(response, judgements));
  const recipe = await recipeOf(store, run, iteration);
  const models = await modelReferences(store, run);
  const said = await feedbackOn(store, layout.root, pair.promptId);
  const feedback = said.filter(({ id }) => pair.judgementIds.includes(id));
  const why = whyPaired(recipe, pair, feedback);
  const scoring = scoringOf(recipe);
  const vetoed = scoring ? vetoedResponses(said, scoring) : new Map<string, Veto>();
  const rule = { all, minimumValid: minimumValidOf(recipe.judgements), why, vetoed };
  return {
    ...found,
    prompt,
    parents: await parentsOf(store, run, prompt),
    responses: all.map((response) => ({ ...response, ...fateOf(response, pair, rule) })),
    others: othersOf(pair, responses, why),
    feedback,
    models: namesOf(models),
    trainings: await trainedWith(store, run, pair, models),
  };
}

/** Nobody sampled them in this iteration, so that the pair alone has their text. */
function othersOf(
  pair: PairRecord,
  responses: readonly ResponseRecord[],
  why: WhyPaired | undefined,
): PairStory['others'] {
  const sides = [
    { role: 'chosen', id: pair.chosenId, text: pair.chosen },
    { role: 'rejected', id: pair.rejectedId, text: pair.rejected },
  ] as const;
  return sides
    .filter(({ id }) => !responses.some((response) => response.id === id))
    .map((side) => ({ ...side, why: why?.[side.role] ?? 'no response of that id is recorded' }));
}

/** What critics other than the pointwise judge say of a prompt. */
async function feedbackOn(store: ArtifactStore, root: string, promptId: string): Promise<FeedbackRecord[]> {
  const found: FeedbackRecord[] = [];
  for (const path of (await store.list(root)).filter((file) => /\/feedback-[^/]+\/[^/]+\.jsonl$/.test(file))) {
    const records = await rows(store, path, feedbackRecordSchema);
    found.push(...records.filter((record) => record.promptId === promptId));
  }
  return found;
}

function namesOf(models: readonly ModelReference[]): PairStory['models'] {
  const byDigest = groupBy(models, ({ digest }) => digest);
  return Object.fromEntries([...byDigest].map(([digest, same]) => [digest, same.map(({ name }) => name).join(' = ')]));
}

/** The responses to a prompt and their judgements: shards of both have the same names. */
async function recordsOf(store: ArtifactStore, root: string, promptId: string) {
  const responses: ResponseRecord[] = [];
  const judgements: JudgementRecord[] = [];
  for (const path of await store.list(`${root}/responses`)) {
    const own = (await rows(store, path, responseRecordSchema)).filter((response) => response.promptId === promptId);
    if (own.length === 0) continue;
    responses.push(...own);
    const feedback = await rows(store, path.replace(`${root}/responses/`, `${root}/feedback/`), judgementRecordSchema);
    judgements.push(...feedback.filter((judgement) => judgement.promptId === promptId));
  }
  return { responses, judgements };
}

async function parentsOf(
  store: ArtifactStore,
  run: string,
  prompt: PromptRecord | null,
): Promise<PairStory['parents']> {
  if (!prompt || prompt.parents.length === 0) return [];
  const layout = runLayout(run);
  const ift = await rows(store, layout.seed('ift.jsonl'), iftRecordSchema);
  const texts = new Map(ift.map((record) => [record.id, record.prompt]));
  const others = (await store.list(layout.iterations)).filter((path) => path.endsWith('/prompts.jsonl'));
  for (const path of [layout.seed('prompts.jsonl'), ...others])
    for (const { id, text } of await rows(store, path, promptRecordSchema)) texts.set(id, text);
  return prompt.parents.map((id) => ({ id, text: texts.get(id) ?? '(not in the store)' }));
}

async function recipeOf(store: ArtifactStore, run: string, iteration: number): Promise<Recipe> {
  const recipe = await storedJson(store, runLayout(run).recipe, recipeSchema);
  // Which responses were eligible follows from it; a guess would tell another story than what happened.
  if (recipe.kind !== 'read')
    throw new Error(`${runLayout(run).recipe} is ${recipe.kind}, and without it no choice can be explained`);
  return recipeAt(recipe.value, iteration);
}

async function rows<Schema extends Parameters<ArtifactStore['readRows']>[1]>(
  store: ArtifactStore,
  path: string,
  schema: Schema,
) {
  const artifact = await store.find(path);
  return artifact ? store.readRows(artifact, schema) : [];
}
