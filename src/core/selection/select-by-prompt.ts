import { groupBy } from '../group-by';
import type { PromptRecord } from '../records';
import { createRandom, deriveSeed, type Random } from '../seeds';
import { byId, type PooledResponse } from './candidate-rules';

/** The records of one prompt, in the order of their ids. */
export interface PromptCandidates<Feedback> {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly PooledResponse[];
  feedback: readonly Feedback[];
  iteration: number;
  /** Breaks what is still a tie after every rule. */
  random: Random;
}

/** Reasons count prompts or, where a prompt may give several examples, what would have been one of them. */
export interface PromptSelection<Example, Reason extends string> {
  examples: Example[];
  discarded: Reason[];
}

/** A whole iteration, whose examples come in the order of its prompts. */
export interface IterationRecords<Feedback> {
  /** The parts of a seed that an iteration fixes (seed-scope.ts). */
  scope: { run: string; iteration: number; attempt?: number };
  prompts: readonly Pick<PromptRecord, 'id' | 'text'>[];
  responses: readonly PooledResponse[];
  feedback: readonly Feedback[];
}

export interface SelectedExamples<Example, Reason extends string> {
  examples: Example[];
  /** Every reason is there, with 0 where it did not occur. */
  discarded: Record<Reason, number>;
}

/** Applies a method's rule to each prompt. The same records give the same examples, in whatever order they come. */
export function selectByPrompt<Feedback extends { id: string; promptId: string }, Example, Reason extends string>(
  { scope, prompts, responses, feedback }: IterationRecords<Feedback>,
  rule: {
    purpose: string;
    none: Record<Reason, number>;
    select: (candidates: PromptCandidates<Feedback>) => PromptSelection<Example, Reason>;
  },
): SelectedExamples<Example, Reason> {
  const responsesOf = groupBy(responses.toSorted(byId), ({ promptId }) => promptId);
  const feedbackOf = groupBy(feedback.toSorted(byId), ({ promptId }) => promptId);
  const discarded: Record<Reason, number> = { ...rule.none };
  const examples = prompts.flatMap((prompt) => {
    const selection = rule.select({
      prompt,
      responses: responsesOf.get(prompt.id) ?? [],
      feedback: feedbackOf.get(prompt.id) ?? [],
      iteration: scope.iteration,
      random: createRandom(deriveSeed({ ...scope, promptId: prompt.id, purpose: rule.purpose })),
    });
    for (const reason of selection.discarded) discarded[reason] += 1;
    return selection.examples;
  });
  return { examples, discarded };
}

/** The counts of several shards together. */
export function sumCounts<Reason extends string>(
  counts: readonly Record<Reason, number>[],
  none: Record<Reason, number>,
): Record<Reason, number> {
  return counts.reduce((total, each) => {
    const sum = { ...total };
    for (const reason in each) sum[reason] += each[reason];
    return sum;
  }, none);
}
