import type { Verification } from '../verification';
import { instructionKinds, type PromptInstruction } from './prompt-instruction';

/** `loose` also accepts a response without its first line, its last line or both, and without asterisks (2311.07911). */
export type Leniency = 'strict' | 'loose';

interface Instructed {
  response: string;
  /** As promptInstructionSchema accepts them. */
  instructions: readonly PromptInstruction[];
  leniency: Leniency;
}

/** The share of the instructions that the response follows. There must be one at least. */
export function verifyInstructions(instructed: Instructed): Verification {
  const followed = followedInstructions(instructed);
  const missed = followed.filter(({ follows }) => !follows).map(({ id }) => id);
  const score = 1 - missed.length / followed.length;
  return missed.length === 0 ? { score } : { score, reason: `not followed: ${missed.join(', ')}` };
}

/** Every instruction in its order. An empty response follows nothing. */
export function followedInstructions({ response, instructions, leniency }: Instructed) {
  const texts = leniency === 'strict' ? [response] : looseVariants(response);
  return instructions.map(({ id, kwargs }) => {
    const kind = instructionKinds.get(id);
    if (!kind) throw new RangeError(`The instruction "${id}" is not supported.`);
    const follows = kind.follows(kwargs);
    return { id, follows: texts.some((text) => text.trim() !== '' && follows(text)) };
  });
}

function looseVariants(response: string): string[] {
  const lines = response.split('\n');
  const cut = [lines, lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map((part) => part.join('\n'));
  const trimmed = cut.map((text, index) => (index === 0 ? text : text.trim()));
  return [...trimmed, ...trimmed.map((text) => text.replaceAll('*', ''))];
}
