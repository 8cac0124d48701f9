/** Labels of steps from how solutions go on after them, where no person labelled them (2312.08935; methods sheet, 11.1). */
import type { SampledResponse } from '../records';
import { verifyExactAnswer } from '../verifiers/exact-answer';

type Reply = Pick<SampledResponse, 'text' | 'finishReason'>;

/** How the solutions that go on from one prefix ended. */
export interface RollOuts {
  of: number;
  /** Those whose answer is the known one. */
  reached: number;
  /** Those that did not end by themselves; they reach nothing. */
  cut: number;
}

export function countRollOuts(prefix: string, replies: readonly Reply[], expected: string): RollOuts {
  const ended = replies.filter(({ finishReason }) => finishReason === 'stop');
  return {
    of: replies.length,
    reached: ended.filter(({ text }) => reaches(`${prefix}${text}`, expected)).length,
    cut: replies.length - ended.length,
  };
}

/** 1 when a roll-out reaches the answer or, with a threshold, when at least that share of them does. */
export function labelOf({ of, reached }: RollOuts, threshold?: number): 1 | 0 {
  if (reached === 0) return 0;
  return threshold === undefined || reached / of >= threshold ? 1 : 0;
}

/** Whether the answer of a whole solution is the known one. */
export function reaches(solution: string, expected: string): boolean {
  return verifyExactAnswer({ response: solution, expected }).score === 1;
}
