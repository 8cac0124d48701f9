import { additiveCriteria } from '../core/judging/additive-prompt';
import { decideRubric } from '../core/guard-rails/decide-rubric';
import {
  rubricDecisionSchema,
  rubricTrialSchema,
  type RubricDecision,
  type RubricTrial,
} from '../core/guard-rails/rubric-trial';
import { eftGroupSchema, givenPairSchema, type Artifact } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { createRandom, deriveSeed } from '../core/seeds';
import type { ArtifactStore } from '../store/artifact-store';
import { iterationLayout } from '../store/run-layout';
import type { Quarantine } from './labelling/recorded-call';
import { tryRubrics, type RubricTrialSettings } from './labelling/try-rubrics';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';

export interface EvolveRubricInput extends Omit<RubricTrialSettings, 'scope'> {
  run: string;
  iteration: number;
  attempt: number;
  seed: number;
  /** The decision of the iteration before; null where the recipe's own rubric is in force. */
  before: Artifact | null;
  heldOut: Artifact;
  canaries: Artifact;
  calls: CallSettings;
}

export interface EvolvedRubric extends Pick<RubricDecision, 'kind' | 'reason' | 'gain' | 'pairs' | 'version'> {
  artifact: Artifact;
  quarantine: Quarantine;
}

/**
 * Lets the judge propose other criteria and tries both rubrics on the held-out groups and on the safety canaries. What
 * passes the gate is judged by from this iteration on (methods sheet, 12).
 */
export async function evolveRubric(deps: LabellingDependencies, input: EvolveRubricInput): Promise<EvolvedRubric> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const current = await criteriaOf(deps.store, input.before);
  const groups = (await deps.store.readRows(input.heldOut, eftGroupSchema)).slice(0, input.evaluation.heldOutGroups);
  const canaries = await deps.store.readRows(input.canaries, givenPairSchema);
  const { artifact: trials, quarantine } = await workOnShard<RubricTrial>({
    ...deps,
    served: input.judge,
    settings: input.calls,
    output: layout.rubricTrials,
    calls: layout.calls('rubric'),
    journal: layout.journal('rubric'),
    total: groups.length + canaries.length,
    work: (runner, advance) =>
      tryRubrics(runner, { ...input, scope: seedScope(input) }, { current, groups, canaries }, advance),
  });
  const decision = decideRubric(
    { current, trials: await deps.store.readRows(trials, rubricTrialSchema), groups, canaries },
    createRandom(deriveSeed({ ...seedScope(input), promptId: '', purpose: 'rubric-gate' })),
  );
  const artifact = await deps.store.writeJson(layout.rubric, decision);
  const { kind, reason, gain, pairs, version } = decision;
  return { artifact, quarantine, kind, reason, gain, pairs, version };
}

/** The criteria that a decision left in force. */
export async function criteriaOf(store: ArtifactStore, decision: Artifact | null): Promise<readonly string[]> {
  if (!decision) return additiveCriteria;
  return rubricDecisionSchema.parse(JSON.parse(await store.readText(decision))).criteria;
}
