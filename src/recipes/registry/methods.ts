import { readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { types } from 'node:util';
import { methodSchema, type Method } from '../method';
import { InvalidMethodError } from './invalid-method-error';

const OWN_FOLDER = join(__dirname, '..', 'methods');
const loaded = new Map<string, ReadonlyMap<string, Method>>();

interface MethodFile {
  file: string;
  method: Method;
}

/**
 * All methods by name: a file each in the folder `methods`, and in the folders that SRLM_METHODS names, so that a method
 * of one's own needs no change here. A file exports `method`.
 * @throws InvalidMethodError
 */
export function methods(folders = process.env['SRLM_METHODS'] ?? ''): ReadonlyMap<string, Method> {
  const known = loaded.get(folders);
  if (known) return known;
  const named = folders.split(delimiter).filter((folder) => folder !== '');
  const byName = new Map<string, MethodFile>();
  for (const each of [OWN_FOLDER, ...named].flatMap(methodsOf)) {
    const { name } = each.method;
    const other = byName.get(name);
    if (other)
      throw new InvalidMethodError(
        `Two files define the method "${name}": ${other.file} and ${each.file}; rename the method in one of them`,
      );
    byName.set(name, each);
  }
  const sorted = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const all = new Map(sorted.map(([name, { method }]) => [name, method]));
  loaded.set(folders, all);
  return all;
}

function methodsOf(folder: string): MethodFile[] {
  return namesIn(folder)
    .filter((name) => /(?<!\.d)\.(js|cjs|ts)$/.test(name))
    .toSorted()
    .map((name) => readMethod(resolve(folder, name)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new InvalidMethodError(
      `SRLM_METHODS names ${folder}, which cannot be read as a folder: ${messageOf(error)}; create it or leave it out`,
      { cause: error },
    );
  }
}

function readMethod(file: string): MethodFile {
  const result = methodSchema.safeParse(exportedBy(file));
  if (result.success) return { file, method: result.data };
  const problems = result.error.issues.map(({ path, message }) => `${['method', ...path].join('.')}: ${message}`);
  throw new InvalidMethodError(`${file} defines no method (${problems.join('; ')})`);
}

function exportedBy(file: string): unknown {
  const module = load(file);
  if (typeof module === 'object' && module !== null && 'method' in module) return module.method;
  throw new InvalidMethodError(
    `${file} exports no "method"; end it with \`exports.method = { name, title, source, summary, recipe }\``,
  );
}

function load(file: string): unknown {
  try {
    // eslint-disable-next-line typescript/no-require-imports -- the files are found at run time
    return require(file);
  } catch (error) {
    throw new InvalidMethodError(`${file} cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
