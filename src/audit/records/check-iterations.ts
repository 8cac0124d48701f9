import { isErrorWithCode } from '../../core/error-code';
import { criticisedPrompts } from '../../activities/critics/criticised-prompts';
import { groupBy } from '../../core/group-by';
import type { IterationManifest } from '../../core/manifest';
import { pairRecordSchema, type Artifact } from '../../core/records';
import { InvalidSelectionError } from '../../core/selection/rules/own-rule';
import { seedScope } from '../../core/seed-scope';
import { shardsOf } from '../../core/shards';
import { givenBy } from '../../core/teacher';
import { recipeAt, type Recipe } from '../../recipes/recipe';
import type { Endpoint } from '../../recipes/sections';
import type { ArtifactStore } from '../../store/artifact-store';
import { CorruptArtifactError, MalformedArtifactError } from '../../store/errors';
import { DamagedJournalError } from '../../store/record-lines';
import { iterationLayout } from '../../store/run-layout';
import type { AuditSources } from '../audit-sources';
import type { Findings } from '../findings';
import type { StoredManifest } from '../manifests/read-manifests';
import { pathProblem } from '../path-problem';
import { asServed } from './as-served';
import { checkCalls } from './check-calls';
import { checkFeedback } from './check-feedback';
import { checkDerivation } from './check-derivation';
import { checkGate } from './check-gate';
import { checkPrompts } from './check-prompts';
import { checkRubric, evolvedRubric } from './check-rubric';
import { checkSamples } from './check-samples';
import { checkShard } from './check-shard';
import { otherWordings } from './other-wordings';
import { readIteration } from './read-iteration';
import { selectorAgain } from './selector-again';

/** Follows the links of every record of every iteration, and makes its pairs and training rows again. */
export async function checkIterations(
  store: ArtifactStore,
  iterations: readonly StoredManifest<IterationManifest>[],
  recipe: Recipe,
  { findings, selectorFile }: { findings: Findings } & Pick<AuditSources, 'selectorFile'>,
): Promise<void> {
  for (const { manifest } of iterations) {
    try {
      await checkIteration(store, manifest, recipe, { findings, selectorFile });
    } catch (error) {
      if (error instanceof MalformedArtifactError) findings.differ(`${error.path}:${error.line}`, error.message);
      else if (error instanceof InvalidSelectionError) findings.differ(manifest.outputs.pairs.path, error.message);
      // A file that is changed or missing, or cannot be one, is a difference already; nothing can be made again from it.
      else if (!isDamage(error)) pathProblem(error);
      const which = `iteration ${manifest.iteration}${manifest.attempt > 1 ? ` (attempt ${manifest.attempt})` : ''}`;
      findings.cannotProve(`the records of ${which}`, 'one of its files is not as recorded');
    }
  }
}

async function checkIteration(
  store: ArtifactStore,
  manifest: IterationManifest,
  stored: Recipe,
  { findings, selectorFile }: { findings: Findings } & Pick<AuditSources, 'selectorFile'>,
): Promise<void> {
  const { iteration, attempt, inputs, served } = manifest;
  const recipe = recipeAt(stored, iteration);
  const records = await readIteration(store, manifest);
  await checkPrompts(store, manifest, records, findings, recipe.prompts.source);
  const prompts = new Map(records.prompts.map((prompt) => [prompt.id, prompt]));
  const { policy, base, anchor } = inputs.models;
  const { judge } = recipe.roles;
  const model = (digest: string) => asServed(digest, served);
  const evolved = await evolvedRubric(store, manifest.outputs.rubric);
  const layout = iterationLayout(manifest.run, iteration, attempt);
  const proposed = recipe.safety && (await store.find(layout.proposedPairs));
  const sources = {
    store,
    recipe,
    layout,
    otherWording: otherWordings(manifest.promptVersions, recipe, evolved),
    rubric: evolved ?? recipe.critics.find((critic) => critic.kind === 'judge')?.prompt ?? 'additive',
    proposed: groupBy(proposed ? await store.readRows(proposed, pairRecordSchema) : [], ({ promptId }) => promptId),
    scope: seedScope({ seed: recipe.seed, iteration, attempt }),
    judge: model(judge === 'self' ? policy.digest : `external:${judge.model}`),
    modelAt: (endpoint: Endpoint) => model(`external:${endpoint.model}`),
    roles: {
      policy: model(policy.digest),
      base: model(base.digest),
      anchor: model(anchor.digest),
      ...(inputs.previousModel ? { previous: model(inputs.previousModel.digest) } : {}),
    },
  };
  const writers = { policy: policy.digest, teacher: teacherOf(recipe, inputs.seedFiles.teacher) };
  const slices = shardsOf(records.prompts.length, recipe.labelling.shardSize);
  let index = 0;
  for await (const shard of records.shards()) {
    const { from = 0, to = 0 } = slices[index] ?? {};
    index += 1;
    checkShard(shard, prompts, writers, findings);
    await checkCalls(shard, { ...sources, prompts, taught: records.taught }, findings);
    const about = criticisedPrompts(records.prompts.slice(from, to), { ...shard, ift: records.ift });
    await checkSamples(shard, about, sources, findings);
    await checkFeedback(shard, about, sources, findings);
  }
  const selector = await selectorAgain(manifest, recipe, selectorFile);
  if (selector.kind === 'unproven') findings.cannotProve(`the pairs of iteration ${iteration}`, selector.why);
  else await checkDerivation(store, manifest, recipe, { ...records, selector: selector.own }, findings);
  await checkRubric(store, manifest, { recipe, judge: sources.judge, scope: sources.scope }, findings);
  await checkGate(store, manifest, recipe, findings);
}

/** What the responses of the teacher name as their model. */
function teacherOf({ roles: { teacher } }: Recipe, file: Artifact | undefined): string | undefined {
  if (file) return givenBy(file.sha256);
  return teacher && `external:${teacher.model}`;
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof CorruptArtifactError || error instanceof DamagedJournalError || isErrorWithCode(error, 'ENOENT')
  );
}
