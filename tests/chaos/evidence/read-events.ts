import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { objectiveIdSchema } from '../../../src/clients/trainer-contract';

const bodySchema = z.looseObject({
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  n: z.int().default(1),
  /** Log-probabilities of what is there already need none. */
  seed: z.int().default(0),
  temperature: z.number(),
  top_p: z.number(),
  max_tokens: z.int(),
  structured_outputs: z.strictObject({ choice: z.array(z.string()) }).optional(),
  continue_final_message: z.boolean().optional(),
  add_generation_prompt: z.boolean().optional(),
  stop: z.array(z.string()).optional(),
  include_stop_str_in_output: z.boolean().optional(),
  logprob_token_ids: z.array(z.int()).optional(),
  prompt_logprobs: z.int().optional(),
});
export type CallBody = z.output<typeof bodySchema>;

/** What an engine is asked for; each kind is a file of the stub engine. */
const CALL_KINDS = [
  'choice',
  'judgement',
  'listwise',
  'verdict',
  'meta-verdict',
  'step-verdict',
  'label',
  'log-probability',
  'score',
  'step',
  'critique',
  'revision',
  'instructions',
  'answer',
] as const;
export type CallKind = (typeof CALL_KINDS)[number];

const common = { at: z.number(), port: z.int() };
const engineEventSchema = z.discriminatedUnion('event', [
  z.object({
    ...common,
    event: z.literal('start'),
    id: z.string(),
    kind: z.enum(CALL_KINDS),
    weights: z.string(),
    version: z.string(),
    body: bodySchema,
  }),
  z.object({ ...common, event: z.literal('finish'), id: z.string() }),
  z.object({ ...common, event: z.literal('lost'), id: z.string() }),
  z.object({ ...common, event: z.literal('injected'), id: z.string(), fault: z.string() }),
  z.object({ ...common, event: z.enum(['fingerprint', 'pause', 'reload']), weights: z.string(), version: z.string() }),
]);
export type EngineEvent = z.output<typeof engineEventSchema>;

const trainerEventSchema = z.object({
  at: z.number(),
  objective: objectiveIdSchema,
  model: z.string(),
  event: z.enum(['step', 'done']),
});
export type TrainerEvent = z.output<typeof trainerEventSchema>;

export type EngineStart = Extract<EngineEvent, { event: 'start' }>;

/** The events so far, in the order in which they were written; reads only what is new since it was asked before. */
export interface EventTail<Event> {
  all(): Event[];
}

export const tailEngineEvents = (path: string): EventTail<EngineEvent> => tailEvents(path, engineEventSchema);
export const tailTrainerEvents = (path: string): EventTail<TrainerEvent> => tailEvents(path, trainerEventSchema);

function tailEvents<Schema extends z.ZodType>(path: string, schema: Schema): EventTail<z.output<Schema>> {
  const events: z.output<Schema>[] = [];
  let offset = 0;
  return {
    all() {
      const added = readFrom(path, offset);
      // The last line may still be on its way.
      const whole = added.subarray(0, added.lastIndexOf('\n') + 1);
      offset += whole.length;
      for (const line of whole.toString('utf8').split('\n').slice(0, -1)) events.push(schema.parse(JSON.parse(line)));
      return events;
    },
  };
}

function readFrom(path: string, offset: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, offset));
  } finally {
    closeSync(file);
  }
}
