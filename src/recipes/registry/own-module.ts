import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { types } from 'node:util';
import { z } from 'zod';

/** Thrown when a module that a recipe names cannot be used; the message names the file. */
export class InvalidModuleError extends Error {
  override readonly name = 'InvalidModule';
}

/** Thrown when a module is not as it was when this process loaded it: what it says would name what did not say it. */
export class ChangedModuleError extends Error {
  override readonly name = 'ChangedModule';
}

/** A function of a person, and the SHA-256 digest of the file that it is in. */
export interface OwnFunction<Argument> {
  file: string;
  digest: string;
  call: (argument: Argument) => unknown;
}

/** What this process has loaded, by file: Node keeps the first version of a module until the process ends. */
const loadedDigests = new Map<string, string>();

/**
 * The function that a JavaScript file exports under a name. The file is code that this process runs.
 * @throws InvalidModuleError, ChangedModuleError
 */
export async function ownFunction<Argument>(path: string, name: string): Promise<OwnFunction<Argument>> {
  const file = resolve(path);
  const source = await readFile(file).catch((error: Error) => {
    throw new InvalidModuleError(`the module cannot be read: ${error.message}`, { cause: error });
  });
  const digest = `sha256:${createHash('sha256').update(source).digest('hex')}`;
  const isFunction = (value: unknown) => typeof value === 'function';
  const loaded = z
    .looseObject({ [name]: z.custom<(argument: Argument) => unknown>(isFunction, 'must be a function') })
    .safeParse(await load(file, digest));
  const call = loaded.data?.[name];
  if (loaded.success && call) return { file, digest, call };
  throw new InvalidModuleError(`${file} exports no ${name}: it must be a function`);
}

async function load(file: string, digest: string): Promise<unknown> {
  if ((loadedDigests.get(file) ?? digest) !== digest) {
    throw new ChangedModuleError(
      `${file} is not as it was when this process loaded it; start the process again, so that records name what made them`,
    );
  }
  loadedDigests.set(file, digest);
  try {
    return await import(file);
  } catch (error) {
    throw new InvalidModuleError(
      `${file} cannot be loaded: ${types.isNativeError(error) ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
