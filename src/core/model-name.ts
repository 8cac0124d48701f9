/** The name of M_index; attempts after the first, made when a person rejects one, have names of their own (M2.2). */
export function modelName(index: number, attempt: number): string {
  return attempt === 1 ? `M${index}` : `M${index}.${attempt}`;
}

/** It is made of ranked replies, before the first iteration. */
export const REWARD_MODEL = 'RM';

/**
 * The name of a reward model that an iteration makes for itself: of preferences, or of ranked replies again. A later attempt
 * has one of its own (RM2.2) where it learns from what that attempt compared.
 */
export function rewardModelName(iteration: number, attempt = 1): string {
  return attempt === 1 ? `RM${iteration}` : `RM${iteration}.${attempt}`;
}

/** It is made once, before the first iteration. */
export const PROCESS_REWARD_MODEL = 'PRM';
