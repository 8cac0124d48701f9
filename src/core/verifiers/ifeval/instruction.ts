import { z } from 'zod';

/** A kind of instruction: the shape of its arguments, and what a response must be like with them. */
export interface InstructionKind {
  kwargs: z.ZodType;
  follows: (kwargs: unknown) => (response: string) => boolean;
}

/** The data's own words for its arguments are kept; arguments of other kinds, which some copies fill with null, are ignored. */
export function instruction<Shape extends z.ZodRawShape>(
  shape: Shape,
  follows: (response: string, kwargs: z.infer<z.ZodObject<Shape>>) => boolean,
): InstructionKind {
  const schema = z.object(shape);
  return {
    kwargs: schema,
    follows: (kwargs) => {
      const parsed = schema.parse(kwargs);
      return (response) => follows(response, parsed);
    },
  };
}

export const relationSchema = z.enum(['at least', 'less than']);

export function holdsRelation(count: number, relation: z.infer<typeof relationSchema>, threshold: number): boolean {
  return relation === 'at least' ? count >= threshold : count < threshold;
}
