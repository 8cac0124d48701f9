import { askCritic } from '../../activities/critics/ask-critic';
import type { CriticisedPrompt, CritiqueSettings } from '../../activities/critics/critique';
import { scoreResponses } from '../../activities/critics/score-responses';
import { verifierScorer } from '../../activities/critics/verifier-scorer';
import { walkSolution } from '../../activities/labelling/walk-solution';
import { criticisePrompt } from '../../activities/labelling/criticise-prompt';
import type { CallRunner } from '../../activities/labelling/call-runner';
import type { FeedbackRecord } from '../../core/feedback-records';
import type { PairRecord } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import { guardsOf } from '../../recipes/selection-settings';
import type { ServedModel } from '../../serving/served-model';
import { recordedProgram, recordedRunner, type Calls } from './recorded-answers';

/** What critics were told, and the models that they asked. */
export interface CriticSources extends Pick<CritiqueSettings<'pairwise'>, 'scope'> {
  recipe: Pick<Recipe, 'critics' | 'judgements' | 'process' | 'selection' | 'responses' | 'prompts' | 'safety'>;
  /** Who judges; and the models whose log-probabilities are measured, by role. */
  judge: ServedModel;
  roles: Readonly<Record<string, ServedModel | undefined>>;
  /** The pairs that guard rails looked at, by prompt. */
  proposed: ReadonlyMap<string, readonly PairRecord[]>;
}

/** What a critic says about one prompt, made again. */
export type SayAgain = (about: CriticisedPrompt) => Promise<FeedbackRecord[]>;

/**
 * The critic whose rows are in the folder of `name`, over the calls that are recorded of it. `version` is the program
 * that the rows name. Undefined where the recipe has no such critic.
 */
export function criticAgain(
  name: string,
  sources: CriticSources,
  recorded: { calls: Calls; version: string },
): SayAgain | undefined {
  const { recipe, scope, judge, roles } = sources;
  const { sampling } = recipe.judgements;
  const { policy } = roles;
  const runner = recordedRunner(recorded.calls);
  if (name === 'steps' && recipe.selection.kind === 'steps' && policy) {
    const walk = { policy, process: recipe.process, judging: sampling, scope };
    return ({ prompt }) => walkSolution(runner, { ...walk, prompt });
  }
  if (name === 'safety') return safetyAgain(sources, runner);
  const [kind, role] = name.startsWith('implicit-') ? ['implicit', name.slice('implicit-'.length)] : [name];
  const critic = recipe.critics.find((each) => each.kind === kind);
  const asked = role === undefined ? judge : roles[role];
  if (!critic || critic.kind === 'judge' || !asked) return undefined;
  if (critic.kind === 'verifier') return (about) => scoreResponses(verifierScorer(critic), name, about);
  if (critic.kind === 'http' || critic.kind === 'module') {
    const version = critic.kind === 'http' ? `http:${critic.url}` : recorded.version;
    return (about) => scoreResponses(recordedProgram(version, recorded.calls), name, about);
  }
  return (about) => askCritic(runner, { critic, judge: asked, sampling, scope }, about);
}

/** What guard rails said; undefined where the recipe has none. */
function safetyAgain({ recipe, judge, scope, proposed }: CriticSources, runner: CallRunner): SayAgain | undefined {
  const { safety, judgements, responses } = recipe;
  const guards = guardsOf(recipe);
  if (!safety || !guards) return undefined;
  const sampling = { sampling: judgements.sampling, revising: responses.sampling };
  const settings = { judge, critiques: safety.critiques, ...sampling, scope };
  return ({ prompt, responses: sampled }) =>
    criticisePrompt(runner, settings, {
      prompt,
      proposed: proposed.get(prompt.id) ?? [],
      sampled: guards.promptKind === 'red-team' ? sampled : [],
    });
}
