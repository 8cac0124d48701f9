import { groupBy } from '../group-by';
import type { ResponseRecord } from '../records';
import { visibleContent } from '../visible-text';
import { isEligible, originOf, type PooledResponse } from './candidate-rules';

/**
 * The responses to one prompt, in their order, without those that read as another one (2407.19594): of equal ones the first
 * stays that ended by itself, so that it may be chosen; where all were cut, the first.
 */
export function withoutDuplicates<Response extends Pick<ResponseRecord, 'text' | 'finishReason'>>(
  responses: readonly Response[],
): Response[] {
  const alike = groupBy(responses, ({ text }) => visibleContent(text));
  const kept = new Set([...alike.values()].map((same) => same.find(isEligible) ?? same[0]));
  return responses.filter((response) => kept.has(response));
}

/** How many samples of the policy these responses lack: a prompt has all of them but its duplicates, or none. */
export function duplicatesOf(responses: readonly PooledResponse[], perPrompt: number): number {
  const own = responses.filter((response) => originOf(response) === 'policy');
  return new Set(own.map(({ promptId }) => promptId)).size * perPrompt - own.length;
}
