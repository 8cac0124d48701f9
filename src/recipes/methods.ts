import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { methodSchema, type Method } from './method';

const OWN_FOLDER = join(__dirname, 'methods');
const loaded = new Map<string, ReadonlyMap<string, Method>>();

/**
 * All methods by name: a file each in the folder beside this one, and in the folders that SRLM_METHODS names (separated
 * by colons), so that a method of one's own needs no change here. A file exports `method`.
 */
export function methods(folders = process.env['SRLM_METHODS'] ?? ''): ReadonlyMap<string, Method> {
  const known = loaded.get(folders);
  if (known) return known;
  const all = [OWN_FOLDER, ...folders.split(':').filter((folder) => folder !== '')].flatMap(methodsOf);
  const byName = new Map(all.map((method) => [method.name, method]));
  if (byName.size < all.length) {
    const twice = all.find((method, index) => all.findIndex(({ name }) => name === method.name) !== index);
    throw new Error(`two files define the method "${twice?.name}"`);
  }
  const sorted = new Map([...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  loaded.set(folders, sorted);
  return sorted;
}

function methodsOf(folder: string): Method[] {
  return readdirSync(folder)
    .filter((name) => /(?<!\.d)\.(js|cjs|ts)$/.test(name))
    .map((name) => readMethod(resolve(folder, name)));
}

function readMethod(file: string): Method {
  // eslint-disable-next-line typescript/no-require-imports -- the files are found at run time
  const module: unknown = require(file);
  const exported = typeof module === 'object' && module !== null && 'method' in module ? module.method : undefined;
  const result = methodSchema.safeParse(exported);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `- ${['method', ...path].join('.')}: ${message}`);
  throw new Error([`${file} defines no method:`, ...problems].join('\n'));
}
