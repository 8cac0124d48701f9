import { isErrorWithCode } from '../../core/error-code';
import { criticisedPrompts } from '../../activities/critics/criticised-prompts';
import { groupBy } from '../../core/group-by';
import type { IterationManifest } from '../../core/manifest';
import { pairRecordSchema } from '../../core/records';
import { seedScope } from '../../core/seed-scope';
import { shardsOf } from '../../core/shards';
import { recipeAt, type Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { CorruptArtifactError, MalformedArtifactError } from '../../store/errors';
import { DamagedJournalError } from '../../store/record-lines';
import { iterationLayout } from '../../store/run-layout';
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
import { checkShard } from './check-shard';
import { otherWordings } from './other-wordings';
import { readIteration } from './read-iteration';

/** Follows the links of every record of every iteration, and makes its pairs and training rows again. */
export async function checkIterations(
  store: ArtifactStore,
  iterations: readonly StoredManifest<IterationManifest>[],
  recipe: Recipe,
  findings: Findings,
): Promise<void> {
  for (const { manifest } of iterations) {
    try {
      await checkIteration(store, manifest, recipe, findings);
    } catch (error) {
      if (error instanceof MalformedArtifactError) findings.differ(`${error.path}:${error.line}`, error.message);
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
  findings: Findings,
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
    roles: {
      policy: model(policy.digest),
      base: model(base.digest),
      anchor: model(anchor.digest),
      ...(inputs.previousModel ? { previous: model(inputs.previousModel.digest) } : {}),
    },
  };
  const slices = shardsOf(records.prompts.length, recipe.labelling.shardSize);
  let index = 0;
  for await (const shard of records.shards()) {
    const { from = 0, to = 0 } = slices[index] ?? {};
    index += 1;
    checkShard(shard, prompts, policy.digest, findings);
    await checkCalls(shard, { ...sources, prompts }, findings);
    const about = criticisedPrompts(records.prompts.slice(from, to), { ...shard, ift: records.ift });
    await checkFeedback(shard, about, sources, findings);
  }
  await checkDerivation(store, manifest, recipe, records, findings);
  await checkRubric(store, manifest, { recipe, judge: sources.judge, scope: sources.scope }, findings);
  await checkGate(store, manifest, recipe, findings);
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof CorruptArtifactError || error instanceof DamagedJournalError || isErrorWithCode(error, 'ENOENT')
  );
}
