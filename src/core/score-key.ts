import { digestOf } from './digest';
import type { PromptInstruction } from './verifiers/ifeval/prompt-instruction';

/** What a scoring program is shown of a response. */
export interface Scored {
  prompt: string;
  response: string;
  /** The answer of the data set, where there is one. */
  answer: string | undefined;
  /** What the response must follow, where its prompt says so. */
  instructions?: PromptInstruction[] | undefined;
}

/** The name of what a program, known by its version, said of a response: the digest of all that it was shown. */
export function scoreKey(scorer: string, { prompt, response, answer, instructions }: Scored): string {
  return digestOf({ scorer, prompt, response, answer, instructions });
}
