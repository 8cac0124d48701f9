import type { ImitationRecord, UnlabelledPairRecord, UnscoredPairRecord } from './example-records';
import type { PooledResponse } from './candidate-rules';
import type { PromptCandidates } from './select-by-prompt';

type Context = Pick<PromptCandidates<unknown>, 'prompt' | 'iteration'>;

/** What every pair says. `number` tells the pairs of one prompt apart where there may be several. */
export function orderedPair(
  { prompt, iteration }: Context,
  {
    chosen,
    rejected,
    number,
    feedbackIds,
  }: {
    chosen: PooledResponse;
    rejected: PooledResponse;
    number?: number;
    feedbackIds: readonly string[];
  },
): UnscoredPairRecord {
  return {
    id: exampleId(prompt.id, iteration, number),
    promptId: prompt.id,
    prompt: prompt.text,
    chosen: chosen.text,
    rejected: rejected.text,
    chosenId: chosen.id,
    rejectedId: rejected.id,
    feedbackIds: feedbackIds.toSorted(),
    weight: 1,
    iteration,
  };
}

/** Two responses of which neither is the chosen one. */
export function comparedPair(
  { prompt, iteration }: Context,
  {
    first,
    second,
    number,
    feedbackIds,
  }: {
    first: PooledResponse;
    second: PooledResponse;
    number?: number;
    feedbackIds: readonly string[];
  },
): UnlabelledPairRecord {
  return {
    id: exampleId(prompt.id, iteration, number),
    promptId: prompt.id,
    prompt: prompt.text,
    first: first.text,
    second: second.text,
    firstId: first.id,
    secondId: second.id,
    feedbackIds: feedbackIds.toSorted(),
    weight: 1,
    iteration,
  };
}

export function imitation(
  { prompt, iteration }: Context,
  {
    response,
    number,
    score,
    feedbackIds,
  }: {
    response: PooledResponse;
    number: number;
    score: number;
    feedbackIds: readonly string[];
  },
): ImitationRecord {
  return {
    id: exampleId(prompt.id, iteration, number),
    promptId: prompt.id,
    prompt: prompt.text,
    completion: response.text,
    responseId: response.id,
    score,
    feedbackIds: feedbackIds.toSorted(),
    weight: 1,
    iteration,
  };
}

function exampleId(promptId: string, iteration: number, number?: number): string {
  const ofPrompt = `${promptId}.p${iteration}`;
  return number === undefined ? ofPrompt : `${ofPrompt}.${number}`;
}
