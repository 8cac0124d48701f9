import { patched } from '@temporalio/workflow';
import type { AskingCritic } from '../activities/critics/ask-critic';
import type { ScoringCritic } from '../activities/critics/score';
import type { ShardInput } from '../activities/responses';
import type { RubricName } from '../core/judging/judge-rubrics';
import type { Artifact } from '../core/records';
import { criticName, panelJudgeName, type Critic } from '../recipes/critic-sections';
import type { Recipe } from '../recipes/recipe';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, labelling } from './activity-proxies';
import { addCritic } from './iteration-counts';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';

/** Critics that ask a model about one shard after the other. */
type ShardCritic = Exclude<AskingCritic, { kind: 'implicit' }>;

/** The critics of a recipe by how they are asked. A recipe of an earlier version has the pointwise judge alone. */
export function criticsOf(recipe: { critics?: readonly Critic[] }) {
  const critics = recipe.critics ?? [{ kind: 'judge', prompt: 'additive' }];
  return {
    judge: critics.find((critic) => critic.kind === 'judge'),
    asking: critics.filter((critic): critic is ShardCritic =>
      ['listwise', 'pairwise', 'preference', 'meta-judge', 'process', 'panel'].includes(critic.kind),
    ),
    scoring: critics.filter((critic): critic is ScoringCritic => ['verifier', 'http', 'module'].includes(critic.kind)),
    implicit: critics.find((critic) => critic.kind === 'implicit'),
  };
}

/** How the pointwise judge asks, where it is not as by default. */
export function rubricOf(recipe: { critics?: readonly Critic[] }): { rubric?: RubricName } {
  const { judge } = criticsOf(recipe);
  return judge && judge.prompt !== 'additive' ? { rubric: judge.prompt } : {};
}

/** Who judges: the policy itself, or the endpoint of the recipe. */
export function judgeOf({ roles }: Recipe, policy: ServedModel): ServedModel {
  return roles.judge === 'self' ? policy : externalModel(roles.judge);
}

export interface CriticisedShard {
  policy: ServedModel;
  range: string;
  common: () => ShardInput;
  responses: Artifact;
  judgements: Artifact | undefined;
  ift: Artifact;
}

/** What critics other than the pointwise judge say about the responses of a shard. */
export async function askCritics(
  { recipe, pauseSwitch, progress }: ModelContext,
  { policy, range, common, responses, judgements, ift }: CriticisedShard,
): Promise<Artifact[]> {
  const { asking, scoring } = criticsOf(recipe);
  const artifacts: Artifact[] = [];
  for (const { name, critic, judge } of asking.flatMap((each) => askedBy(recipe, policy, each))) {
    const said = await pausable(pauseSwitch, () =>
      labelling.collectFeedback.executeWithOptions(beating(recipe, `${name}, ${range}`), [
        {
          ...common(),
          critic,
          name,
          judge,
          responses,
          ...(judgements ? { judgements } : {}),
          sampling: recipe.judgements.sampling,
          ift,
        },
      ]),
    );
    addCritic(progress, name, said);
    artifacts.push(said.artifact);
  }
  for (const critic of scoring) {
    const name = criticName(critic);
    const input = { ...common(), critic, name, responses, ift };
    const options = beating(recipe, `${name}, ${range}`);
    // A verifier takes no time; a run that an earlier version began goes on as it did.
    const said =
      critic.kind === 'verifier' || !patched('pausable-scoring')
        ? await bookkeeping.verifyResponses.executeWithOptions(options, [input])
        : await pausable(pauseSwitch, () => labelling.verifyResponses.executeWithOptions(options, [input]));
    addCritic(progress, name, said);
    artifacts.push(said.artifact);
  }
  return artifacts;
}

interface AskedOfShard {
  /** Names the files of what is said. */
  name: string;
  critic: ShardCritic;
  judge: ServedModel;
}

/** Whom a critic asks: each judge of a panel by itself, with files of its own. */
function askedBy(recipe: Recipe, policy: ServedModel, critic: ShardCritic): AskedOfShard[] {
  if (critic.kind !== 'panel') return [{ name: criticName(critic), critic, judge: judgeOf(recipe, policy) }];
  return critic.judges.map((judge) => ({
    name: panelJudgeName(critic, judge),
    critic: { ...critic, judges: [judge] },
    judge: judge.model === 'self' ? policy : externalModel(judge.model),
  }));
}
