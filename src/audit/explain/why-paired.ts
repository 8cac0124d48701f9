import type { FeedbackRecord } from '../../core/feedback-records';
import { safetyOf } from '../../core/guard-rails/safety';
import type { PairRecord } from '../../core/records';
import { JUDGE } from '../../core/selection/rules/scores-of';
import { COMBINED } from '../../core/selection/scoring';
import type { Recipe } from '../../recipes/recipe';
import { scoringOf } from '../../recipes/scoring-of';

/** Why the two sides of a pair are what they are. */
export interface WhyPaired {
  chosen: string;
  rejected: string;
}

const JUDGEMENTS: WhyPaired = {
  chosen: 'the judgement that the meta-judge preferred most often to the others of its response',
  rejected: 'the judgement that it preferred least often',
};

/** In the words of the rule that made the pair. Undefined for best against worst, where more can be said of each response. */
export function whyPaired(
  recipe: Pick<Recipe, 'selection' | 'critics'>,
  pair: Pick<PairRecord, 'messages' | 'chosenId' | 'rejectedId'>,
  feedback: readonly FeedbackRecord[] = [],
): WhyPaired | undefined {
  if (pair.messages) return JUDGEMENTS;
  const guarded = whyGuarded(pair, feedback);
  if (guarded) return guarded;
  const rule = recipe.selection;
  switch (rule.kind) {
    case 'best-and-worst': {
      if (rule.critic === JUDGE) return undefined;
      const by = scorersOf(rule.critic, recipe);
      return { chosen: `the highest score by ${by}`, rejected: `the lowest score by ${by}` };
    }
    case 'length-controlled':
      return { chosen: 'the shortest of the good ones', rejected: 'the longest of the bad ones' };
    case 'margins':
      return {
        chosen: `scored at least ${rule.minimumPositive}`,
        rejected: `lower by the margin (${rule.ownMargin} under one of the policy's own, ${rule.margin} under a teacher's), or caught in a loop`,
      };
    case 'win-rates':
      return { chosen: 'it beats the others more often', rejected: 'it beats the others less often' };
    case 'consistency':
      return { chosen: 'the highest implicit reward, log p(M_t) - log p(M_0)', rejected: 'the lowest implicit reward' };
    case 'agreement':
      return { chosen: 'judge and implicit reward both prefer it', rejected: 'neither of the two prefers it' };
    case 'unlabelled':
      return { chosen: 'the first of two that training compares in every step', rejected: 'the second of the two' };
    case 'soft-preference':
      return { chosen: 'the more probable side of the comparison', rejected: 'the less probable side' };
    case 'dataset-against-sample':
      return { chosen: "the data set's answer, which wins by definition", rejected: "the policy's own answer" };
    case 'module':
      return { chosen: `chosen by the module ${rule.path}`, rejected: `rejected by the module ${rule.path}` };
    case 'given':
      return { chosen: 'preferred in the data set', rejected: 'not preferred in the data set' };
    case 'steps':
      return { chosen: 'the next step that won most comparisons', rejected: 'the next step that won fewest' };
    case 'prompts-alone':
      return { chosen: 'no pair: PPO answers the prompts itself', rejected: 'no pair: PPO answers the prompts itself' };
    case 'best-of-n':
      return { chosen: 'among the best scores', rejected: 'not among the best scores' };
  }
}

/** Whose scores those of a critic are: of several together, each with its weight. */
function scorersOf(critic: string, recipe: Pick<Recipe, 'selection' | 'critics'>): string {
  if (critic !== COMBINED) return critic;
  const scorers = scoringOf(recipe)?.combined ?? [];
  return scorers.map((each) => `${each.critic} (${each.weight}${each.tag ? `, of ${each.tag}` : ''})`).join(' and ');
}

/** Where guard rails decided, whatever the rule preferred: the safe side against the one that a critique calls unsafe. */
function whyGuarded(
  { chosenId, rejectedId }: Pick<PairRecord, 'chosenId' | 'rejectedId'>,
  feedback: readonly FeedbackRecord[],
): WhyPaired | undefined {
  const critiques = feedback.flatMap((said) => (said.kind === 'critique' ? [said] : []));
  const isUnsafe = (id: string) => safetyOf(critiques.filter(({ responseId }) => responseId === id)) === 'unsafe';
  if (!isUnsafe(rejectedId) || isUnsafe(chosenId)) return undefined;
  const isRevision = feedback.some(({ kind, id }) => kind === 'revision' && id === chosenId);
  return {
    chosen: isRevision
      ? 'a revision of the other side, made because no candidate of the prompt is safe'
      : 'the safe side, whatever the scores say',
    rejected: 'a critique calls it unsafe',
  };
}
