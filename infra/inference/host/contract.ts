import { z } from 'zod';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be "sha256:" and 64 hexadecimal digits');
// The name becomes part of a file name, a model name in requests and a line in a log.
const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be 1 to 100 letters, digits, dots, dashes or underscores');

export const modelSchema = z.strictObject({
  name: name.describe('How people call the model: "M1".'),
  digest: digest.describe('Digest of all weight files; it is what the proof refers to.'),
  path: z.string().min(1).describe('Folder of the model, relative to the root of the artifact store.'),
});

const length = z.number().int().min(128).optional().describe('Longest prompt and response together, in tokens.');
export const serverNameSchema = name;

export const serverRequestSchema = z.discriminatedUnion('strategy', [
  z.strictObject({
    strategy: z.literal('reload').describe('Replace the weights inside the running server; a fraction of a second.'),
    model: modelSchema,
    maxModelLength: length,
  }),
  z.strictObject({
    strategy: z.literal('restart').describe('Replace the server process; safe everywhere, about a minute.'),
    model: modelSchema,
    maxModelLength: length,
  }),
  z.strictObject({
    strategy: z.literal('lora').describe('Load an adapter into a server that runs the base model.'),
    model: modelSchema,
    base: modelSchema.describe('The model that the adapter was trained on.'),
    maxModelLength: length,
  }),
]);

export type ModelToServe = z.infer<typeof modelSchema>;
export type ServerRequest = z.infer<typeof serverRequestSchema>;

export const serverStateSchema = z.enum(['starting', 'ready', 'reloading', 'stopping', 'stopped', 'failed']);
export type ServerState = z.infer<typeof serverStateSchema>;

/** What a client checks against the server itself before it trusts an answer: `/weight_info` or the model name. */
export type Proof = { kind: 'weight-version'; value: string } | { kind: 'name'; value: string };

export interface ServerStatus {
  name: string;
  state: ServerState;
  url: string;
  servedModelName: string | null;
  /** What was asked for; it is what is served exactly when the state is "ready". */
  model: { name: string; digest: string } | null;
  proof: Proof | null;
  strategy: ServerRequest['strategy'] | null;
  pid: number | null;
  /** Why the server is not ready, or why it last had to be started again. */
  error: string | null;
  startedAt: string | null;
  log: string;
}
