import { askCritic, type AskingCritic } from '../../activities/critics/ask-critic';
import type { CriticisedPrompt, CritiqueSettings } from '../../activities/critics/critique';
import { scoreResponses } from '../../activities/critics/score-responses';
import { verifierScorer } from '../../activities/critics/verifier-scorer';
import { walkSolution } from '../../activities/labelling/walk-solution';
import { criticisePrompt } from '../../activities/labelling/criticise-prompt';
import type { CallRunner } from '../../activities/labelling/call-runner';
import type { FeedbackRecord } from '../../core/feedback-records';
import type { PairRecord } from '../../core/records';
import { filesOf, isAskedAbout, panelJudgeName, type Critic } from '../../recipes/critic-sections';
import type { Recipe } from '../../recipes/recipe';
import type { Endpoint } from '../../recipes/sections';
import { guardsOf } from '../../recipes/selection-settings';
import type { ServedModel } from '../../serving/served-model';
import { recordedProgram, recordedRunner, type Calls } from './recorded-answers';

/** What critics were told, and the models that they asked. */
export interface CriticSources extends Pick<CritiqueSettings<'pairwise'>, 'scope'> {
  recipe: Pick<Recipe, 'critics' | 'judgements' | 'process' | 'selection' | 'responses' | 'prompts' | 'safety'>;
  /** Who judges; and the models whose log-probabilities are measured, by role. */
  judge: ServedModel;
  modelAt: (endpoint: Endpoint) => ServedModel;
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
  const { recipe, scope, judge, modelAt, roles } = sources;
  const { sampling } = recipe.judgements;
  const { policy } = roles;
  const runner = recordedRunner(recorded.calls);
  if (name === 'steps' && recipe.selection.kind === 'steps' && policy) {
    const walk = { policy, process: recipe.process, judging: sampling, scope };
    return ({ prompt }) => walkSolution(runner, { ...walk, prompt });
  }
  if (name === 'safety') return safetyAgain(sources, runner);
  const critic = recipe.critics.find((each) => filesOf(each).includes(name));
  const say = critic && sayOf(critic);
  return say && (async (about) => (isAskedAbout(critic, about.prompt) ? say(about) : []));

  function sayOf(asked: Critic): SayAgain | undefined {
    switch (asked.kind) {
      case 'judge':
        return undefined;
      case 'verifier':
        return (about) => scoreResponses(verifierScorer(asked), asked, about);
      case 'http':
        return (about) => scoreResponses(recordedProgram(`http:${asked.url}`, recorded.calls), asked, about);
      case 'module':
        return (about) => scoreResponses(recordedProgram(recorded.version, recorded.calls), asked, about);
      case 'implicit':
        return asking(asked, roles[name.slice('implicit-'.length)]);
      case 'panel': {
        const seat = asked.judges.find((each) => panelJudgeName(asked, each) === name);
        const model = seat && (seat.model === 'self' ? policy : modelAt(seat.model));
        return seat && asking({ ...asked, judges: [seat] }, model);
      }
      case 'listwise':
      case 'pairwise':
      case 'preference':
      case 'meta-judge':
      case 'process':
        return asking(asked, judge);
    }
  }

  function asking(asked: AskingCritic, model: ServedModel | undefined): SayAgain | undefined {
    return model && ((about) => askCritic(runner, { critic: asked, judge: model, sampling, scope }, about));
  }
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
