import { askCritic } from '../../activities/critics/ask-critic';
import type { CriticisedPrompt, CritiqueSettings } from '../../activities/critics/critique';
import { scoreResponses } from '../../activities/critics/score-responses';
import { verifierScorer } from '../../activities/critics/verifier-scorer';
import { walkSolution } from '../../activities/labelling/walk-solution';
import type { FeedbackRecord } from '../../core/feedback-records';
import { filesOf, panelJudgeName } from '../../recipes/critic-sections';
import type { Recipe } from '../../recipes/recipe';
import type { Endpoint } from '../../recipes/sections';
import type { ServedModel } from '../../serving/served-model';
import { recordedProgram, recordedRunner, type Calls } from './recorded-answers';

/** What critics were told, and the models that they asked. */
export interface CriticSources extends Pick<CritiqueSettings<'pairwise'>, 'scope'> {
  recipe: Pick<Recipe, 'critics' | 'judgements' | 'process' | 'selection'>;
  /** Who judges; and the models whose log-probabilities are measured, by role. */
  judge: ServedModel;
  modelAt: (endpoint: Endpoint) => ServedModel;
  roles: Readonly<Record<string, ServedModel | undefined>>;
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
  const { recipe, scope, judge, modelAt, roles } = sources;
  const { sampling } = recipe.judgements;
  const { policy } = roles;
  const runner = recordedRunner(recorded.calls);
  if (name === 'steps' && recipe.selection.kind === 'steps' && policy) {
    const walk = { policy, process: recipe.process, judging: sampling, scope };
    return ({ prompt }) => walkSolution(runner, { ...walk, prompt });
  }
  const critic = recipe.critics.find((each) => filesOf(each).includes(name));
  if (!critic) return undefined;
  switch (critic.kind) {
    case 'judge':
      return undefined;
    case 'verifier':
      return (about) => scoreResponses(verifierScorer(critic), critic, about);
    case 'http':
    case 'module': {
      const version = critic.kind === 'http' ? `http:${critic.url}` : recorded.version;
      return (about) => scoreResponses(recordedProgram(version, recorded.calls), critic, about);
    }
    case 'implicit': {
      const asked = roles[name.slice('implicit-'.length)];
      return asked && ((about) => askCritic(runner, { critic, judge: asked, sampling, scope }, about));
    }
    case 'panel': {
      const seat = critic.judges.find((each) => panelJudgeName(critic, each) === name);
      const asked = seat?.model === 'self' ? policy : seat && modelAt(seat.model);
      if (!seat || !asked) return undefined;
      const alone = { ...critic, judges: [seat] };
      return (about) => askCritic(runner, { critic: alone, judge: asked, sampling, scope }, about);
    }
    default:
      return (about) => askCritic(runner, { critic, judge, sampling, scope }, about);
  }
}
