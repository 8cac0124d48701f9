import { z } from 'zod';
import type { Verification } from '../verifier';
import { contentKinds } from './content-kinds';
import { formatKinds } from './format-kinds';

/** How a row of the IFEval data (2311.07911) says what a response must follow; `leniency` is ours. */
const expectedSchema = z.object({
  instruction_id_list: z.array(z.string()).min(1),
  kwargs: z.array(z.record(z.string(), z.unknown())),
  leniency: z.enum(['strict', 'loose']).default('strict'),
});

const kinds = new Map(Object.entries({ ...contentKinds, ...formatKinds }));

/** Every kind of the benchmark. */
export const supportedInstructions: readonly string[] = [...kinds.keys()].toSorted();

/** The share of the instructions that the response follows. */
export function verifyInstructions({ response, expected }: { response: string; expected: unknown }): Verification {
  const followed = followedInstructions({ response, expected });
  const missed = followed.filter(({ follows }) => !follows).map(({ id }) => id);
  const score = 1 - missed.length / followed.length;
  return missed.length === 0 ? { score } : { score, reason: `not followed: ${missed.join(', ')}` };
}

/**
 * Every instruction in the order of the row. `loose` also accepts a response without its first line, its last line or
 * both, and without asterisks. An empty response follows nothing.
 * @throws RangeError that names an instruction of an unsupported kind: half a check would be a wrong score.
 */
export function followedInstructions(checked: { response: string; expected: unknown }) {
  const { instruction_id_list: ids, kwargs, leniency } = expectedSchema.parse(checked.expected);
  if (ids.length !== kwargs.length) {
    throw new RangeError(`expected kwargs for each of ${ids.length} instructions, got ${kwargs.length}`);
  }
  const texts = leniency === 'strict' ? [checked.response] : looseVariants(checked.response);
  return ids.map((id, index) => {
    const kind = kinds.get(id);
    if (!kind)
      throw new RangeError(
        `The instruction "${id}" is not supported; supported are ${supportedInstructions.join(', ')}.`,
      );
    const follows = kind(kwargs[index] ?? {});
    return { id, follows: texts.some((text) => text.trim() !== '' && follows(text)) };
  });
}

/** Why instructions cannot be checked, whatever the response; null when they can. */
export function instructionProblem(expected: unknown): string | null {
  try {
    followedInstructions({ response: 'x', expected });
    return null;
  } catch (error) {
    if (error instanceof z.ZodError) {
      return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    }
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function looseVariants(response: string): string[] {
  const lines = response.split('\n');
  const cut = [lines, lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map((part) => part.join('\n'));
  const trimmed = cut.map((text, index) => (index === 0 ? text : text.trim()));
  return [...trimmed, ...trimmed.map((text) => text.replaceAll('*', ''))];
}
