import { z } from 'zod';
import { contentKinds } from './content-kinds';
import { formatKinds } from './format-kinds';

export const instructionKinds = new Map(Object.entries({ ...contentKinds, ...formatKinds }));

/** Every kind of the benchmark. */
export const supportedInstructions: readonly string[] = [...instructionKinds.keys()].toSorted();

/**
 * Something that a response to a prompt must follow, by the kinds and arguments of the IFEval data (2311.07911). A kind
 * that cannot be checked is refused with the row: half a check would be a wrong score.
 */
export const promptInstructionSchema = z
  .strictObject({ id: z.string(), kwargs: z.record(z.string(), z.json()).default({}) })
  .superRefine(({ id, kwargs }, context) => {
    const kind = instructionKinds.get(id);
    if (!kind) {
      const message = `"${id}" is not supported; supported are ${supportedInstructions.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['id'], message });
      return;
    }
    for (const { path, message } of kind.kwargs.safeParse(kwargs).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['kwargs', ...path], message });
  });
export type PromptInstruction = z.infer<typeof promptInstructionSchema>;
