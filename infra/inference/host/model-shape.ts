import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UnservableModelError } from './errors';
import { readTensorShapes } from './safetensors-header';

const record = z.record(z.string(), z.unknown());
// Tools write many defaults into config.json and take others out; these are the fields that change what is computed.
const DEFINING_FIELDS = [
  'model_type',
  'architectures',
  'hidden_act',
  'rms_norm_eps',
  'num_attention_heads',
  'num_key_value_heads',
  'head_dim',
  'max_position_embeddings',
  'tie_word_embeddings',
  'bos_token_id',
  'eos_token_id',
  'quantization_config',
] as const;
// A trainer leaves its own padding and truncation in the file; a server uses neither.
const TOKENIZER_FIELDS = ['model', 'added_tokens', 'normalizer', 'pre_tokenizer', 'decoder'] as const;

/**
 * A digest of everything but the values of the weights. Two folders of equal shape can follow each other in one server
 * process; any difference (architecture, vocabulary, chat template) needs a new process.
 */
export async function readModelShape(folder: string): Promise<string> {
  const config = await readJson(folder, 'config.json');
  const tokenizer = await readJson(folder, 'tokenizer.json');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.safetensors'));
  if (files.length === 0)
    throw new UnservableModelError(`${folder} has no .safetensors file, so there are no weights to serve`);
  const tensors = (await Promise.all(files.map((file) => readTensorShapes(join(folder, file))))).flat();
  const shape = {
    config: { ...pick(config, DEFINING_FIELDS), rope: ropeOf(config) },
    tokenizer: { ...pick(tokenizer, TOKENIZER_FIELDS), post_processor: postProcessorOf(tokenizer) },
    chatTemplate: await readChatTemplate(folder),
    tensors: tensors.toSorted(([left], [right]) => (left < right ? -1 : 1)),
  };
  return createHash('sha256').update(JSON.stringify(shape, sortKeys)).digest('hex');
}

function ropeOf(config: Record<string, unknown>): unknown {
  // Transformers 5 moved `rope_theta` into `rope_parameters`; both spellings mean the same.
  const parameters = record.safeParse(config.rope_parameters).data ?? {};
  return { rope_type: 'default', rope_theta: config.rope_theta, ...parameters };
}

/** Transformers writes a template that adds nothing where there was none; both mean the same. */
function postProcessorOf(tokenizer: Record<string, unknown>): unknown {
  const template = z.object({ type: z.literal('TemplateProcessing'), special_tokens: z.strictObject({}) });
  return template.safeParse(tokenizer.post_processor).success ? null : (tokenizer.post_processor ?? null);
}

async function readChatTemplate(folder: string): Promise<string | null> {
  const own = await readFile(join(folder, 'chat_template.jinja'), 'utf8').catch(() => undefined);
  if (own !== undefined) return own.trim();
  const settings = await readFile(join(folder, 'tokenizer_config.json'), 'utf8').catch(() => '{}');
  return z.object({ chat_template: z.string().nullish() }).parse(JSON.parse(settings)).chat_template?.trim() ?? null;
}

async function readJson(folder: string, file: string): Promise<Record<string, unknown>> {
  try {
    return record.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  } catch (cause) {
    throw new UnservableModelError(
      `${join(folder, file)} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function pick(source: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, source[field] ?? null]));
}

/** Looks at the type before anything else: a vocabulary brings a hundred thousand values here. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
