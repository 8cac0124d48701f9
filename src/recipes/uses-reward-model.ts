import { isSection, mergeRecipes } from './merge-recipes';
import type { Recipe } from './recipe-schema';

/** A recipe of an earlier version has no objective, and its reward model says not what it learns from. */
type Rewarded = Partial<Pick<Recipe, 'objective' | 'schedule'> & { rewardModel: Partial<Recipe['rewardModel']> }>;

/** Whether any iteration learns from a reward model. */
export function usesRewardModel(recipe: Rewarded): boolean {
  return eachStage(recipe).some(learnsByPpo);
}

/** Whether any iteration learns from the reward model of ranked replies, which the preparation makes. */
export function usesRankedRewardModel(recipe: Rewarded): boolean {
  return eachStage(recipe).some(
    (stage) => learnsByPpo(stage) && !isSectionWith(stage['rewardModel'], 'from', 'preferences'),
  );
}

/** As the recipe begins, and as it is from each entry of its schedule on. */
function eachStage({ schedule = [], ...start }: Rewarded): Record<string, unknown>[] {
  const changed = schedule.map(({ from: first }) =>
    schedule.filter(({ from }) => from <= first).reduce<unknown>((stage, { set }) => mergeRecipes(stage, set), start),
  );
  return [start, ...changed.filter(isSection)];
}

function learnsByPpo({ objective }: Record<string, unknown>): boolean {
  return isSectionWith(objective, 'kind', 'ppo');
}

function isSectionWith(value: unknown, field: string, content: string): boolean {
  return isSection(value) && value[field] === content;
}
