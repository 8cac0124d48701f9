import { z } from 'zod';
import type { PromptRecord } from '../core/records';
import { instructionKinds, promptInstructionSchema } from '../core/verifiers/ifeval/prompt-instruction';
import { DataError, type DataProblem } from './data-error';
import { collectRecords } from './read-records';

/** A row of the IFEval data (2311.07911). Some copies fill the arguments of other kinds with null. */
const rowSchema = z
  .looseObject({
    key: z.int(),
    prompt: z.string().refine((value) => value.trim() !== '', 'must not be empty'),
    instruction_id_list: z.array(z.string()).min(1),
    kwargs: z.array(z.record(z.string(), z.json())),
  })
  .superRefine(({ instruction_id_list: ids, kwargs }, context) => {
    if (ids.length === kwargs.length) return;
    const message = `must have one for each of ${ids.length} instructions, got ${kwargs.length}`;
    context.addIssue({ code: 'custom', path: ['kwargs'], message });
  });

export interface IfevalPrompts {
  prompts: PromptRecord[];
  /** Rows with an instruction that cannot be checked, by its kind: half a check would be a wrong score. */
  dropped: Record<string, number>;
}

/** Prompts with the instructions that responses must follow, for the verifier `ifeval`. @throws DataError */
export async function importIfeval(file: string): Promise<IfevalPrompts> {
  const { records, problems } = await collectRecords(file, rowSchema);
  const prompts: PromptRecord[] = [];
  const dropped: Record<string, number> = {};
  for (const { line, record } of records) {
    const { key, prompt: text, instruction_id_list: ids, kwargs } = record;
    const unknown = ids.find((id) => !instructionKinds.has(id));
    if (unknown !== undefined) {
      dropped[unknown] = (dropped[unknown] ?? 0) + 1;
      continue;
    }
    const given = ids.map((id, index) => ({ id, kwargs: withoutNulls(kwargs[index] ?? {}) }));
    const checked = given.map((instruction) => promptInstructionSchema.safeParse(instruction));
    problems.push(
      ...checked.flatMap(({ error }, index) =>
        (error?.issues ?? []).map(({ path, message }): DataProblem => {
          const [, ...rest] = path;
          return { file, line, path: ['kwargs', index, ...rest].join('.'), message };
        }),
      ),
    );
    prompts.push({
      id: `ifeval-${key}`,
      text,
      source: 'seed',
      parents: [],
      tags: ['ifeval'],
      instructions: checked.flatMap(({ data }) => data ?? []),
    });
  }
  if (problems.length > 0) throw new DataError(problems);
  return { prompts, dropped };
}

function withoutNulls<Value>(kwargs: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}
