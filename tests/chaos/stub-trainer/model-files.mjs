// The smallest folder that the inference host takes for a model: one tensor of eight numbers.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sha256 = (content) => createHash('sha256').update(content).digest();

/** Weights that are a digest of `recipe`: equal recipes give equal bytes. */
export function writeWeights(folder, recipe) {
  const tensor = { dtype: 'F32', shape: [8], data_offsets: [0, 32] };
  const header = Buffer.from(JSON.stringify({ weight: tensor }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  // A link into the base model must not be written through.
  rmSync(join(folder, 'model.safetensors'), { force: true });
  writeFileSync(join(folder, 'model.safetensors'), Buffer.concat([length, header, sha256(recipe)]));
}

export function writeModel(folder, recipe) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), '{"model_type":"stub"}\n');
  writeFileSync(join(folder, 'tokenizer.json'), '{"model":null}\n');
  writeWeights(folder, recipe);
}

/** As src/store/model-digest.ts has it. */
export function folderDigest(folder) {
  const lines = readdirSync(folder)
    .toSorted()
    .map((file) => `${sha256(readFileSync(join(folder, file))).toString('hex')}  ${file}\n`);
  return `sha256:${sha256(lines.join('')).toString('hex')}`;
}
