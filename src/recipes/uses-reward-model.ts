import { isSection } from './merge-recipes';
import type { Recipe } from './recipe-schema';

/** Whether any iteration learns from a reward model. A recipe of an earlier version has no objective. */
export function usesRewardModel({
  objective,
  schedule = [],
}: {
  objective?: Recipe['objective'];
  schedule?: Recipe['schedule'];
}): boolean {
  const changed = schedule.map(({ set }) => set['objective']);
  return [objective, ...changed].some((each) => isSection(each) && each['kind'] === 'ppo');
}
