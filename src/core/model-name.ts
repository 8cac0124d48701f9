/** The name of M_index; attempts after the first, made when a person rejects one, have names of their own (M2.2). */
export function modelName(index: number, attempt: number): string {
  return attempt === 1 ? `M${index}` : `M${index}.${attempt}`;
}

/** The name of the reward model of an iteration: RM is made before the first, the others where it is trained again. */
export function rewardModelName(iteration: number): string {
  return iteration === 1 ? 'RM' : `RM${iteration}`;
}

/** It is made once, before the first iteration. */
export const PROCESS_REWARD_MODEL = 'PRM';
