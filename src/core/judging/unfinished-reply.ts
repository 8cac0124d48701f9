import type { Message } from '../records';

/** How a judge without a score is made to end its justification. */
export const scoreChoice = { opening: 'Score: ', choices: ['0', '1', '2', '3', '4', '5'] };

/** The same for a verdict on two answers, and for one on two judgements, where a tie is no answer. */
export const winnerChoice = { opening: 'Winner: ', choices: ['A', 'B', 'tie'] };
export const betterJudgementChoice = { opening: 'Winner: Judgement ', choices: ['A', 'B'] };

/** Makes a model go on with the last message instead of answering it. */
export const continueReply = { continueFinalMessage: true, addGenerationPrompt: false };

/** Enough for every choice that is offered. */
const CHOICE_TOKENS = 8;

export interface UnfinishedReply {
  messages: readonly Message[];
  /** The reply so far. */
  start: string;
  choices: string[];
  temperature: number;
  topP: number;
}

/** What is asked of a model that must end its own reply with one of `choices`; all of it takes part in the call's key. */
export function endWithChoice({ messages, start, choices, temperature, topP }: UnfinishedReply) {
  return {
    messages: [...messages, { role: 'assistant' as const, content: start }],
    sampling: { temperature, topP, maxTokens: CHOICE_TOKENS },
    constraint: { ...continueReply, structuredOutputs: { choice: choices } },
  };
}
