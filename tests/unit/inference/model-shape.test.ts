import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelShape } from '../../../infra/inference/host/model-shape';
import { writeModelFolder } from './host-fixture';

const store = mkdtempSync(join(tmpdir(), 'srlm-shape-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

async function shapeOf(name: string, files: Record<string, unknown>, hiddenSize = 4): Promise<string> {
  const texts: Record<string, string> = {};
  for (const [file, content] of Object.entries(files))
    texts[file] = typeof content === 'string' ? content : JSON.stringify(content);
  writeModelFolder(store, name, { hiddenSize, files: texts });
  return readModelShape(join(store, 'models', name));
}

const CONFIG = { model_type: 'llama', rope_theta: 10_000, dtype: 'bfloat16' };
const TOKENIZER = { model: { vocab: { a: 0 } }, truncation: null, padding: null, post_processor: null };
const plain = (name: string): Promise<string> =>
  shapeOf(name, { 'config.json': CONFIG, 'tokenizer.json': TOKENIZER, 'chat_template.jinja': 'T' });

it.each<[string, Record<string, unknown>]>([
  [
    'writes defaults and another number type',
    { 'config.json': { ...CONFIG, dtype: 'float32', use_cache: true, transformers_version: '5' } },
  ],
  [
    'moves the rope base',
    { 'config.json': { model_type: 'llama', rope_parameters: { rope_type: 'default', rope_theta: 10_000 } } },
  ],
  [
    'leaves its truncation and padding',
    { 'tokenizer.json': { ...TOKENIZER, truncation: { max_length: 10 }, padding: { pad_id: 2 } } },
  ],
  [
    'adds an empty post-processor',
    { 'tokenizer.json': { ...TOKENIZER, post_processor: { type: 'TemplateProcessing', special_tokens: {} } } },
  ],
  ['orders keys differently', { 'config.json': Object.fromEntries(Object.entries(CONFIG).toReversed()) }],
])('is the same when a trainer only %s', async (_case, changed) => {
  const files = { 'config.json': CONFIG, 'tokenizer.json': TOKENIZER, 'chat_template.jinja': 'T', ...changed };
  expect(await shapeOf('saved', files)).toBe(await plain('plain'));
});

it.each<[string, Record<string, unknown>]>([
  ['the chat template', { 'chat_template.jinja': 'U' }],
  ['the vocabulary', { 'tokenizer.json': { ...TOKENIZER, model: { vocab: { b: 0 } } } }],
  ['the rope base', { 'config.json': { ...CONFIG, rope_theta: 20_000 } }],
])('differs with %s', async (_case, changed) => {
  const files = { 'config.json': CONFIG, 'tokenizer.json': TOKENIZER, 'chat_template.jinja': 'T', ...changed };
  expect(await shapeOf('other', files)).not.toBe(await plain('plain'));
});

it('differs with the size of a tensor, and refuses a folder without weights', async () => {
  const files = { 'config.json': CONFIG, 'tokenizer.json': TOKENIZER, 'chat_template.jinja': 'T' };
  expect(await shapeOf('wide', files, 8)).not.toBe(await plain('plain'));
  rmSync(join(store, 'models/wide/model.safetensors'));
  await expect(readModelShape(join(store, 'models/wide'))).rejects.toThrow(/no \.safetensors file/);
});
