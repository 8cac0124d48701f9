import { resolve } from 'node:path';

/**
 * Seed files that a person names are relative to the recipe, but the worker that reads them runs somewhere else.
 * Whatever is not a text is left for the schema to complain about.
 */
export function absoluteDataPaths(typed: Record<string, unknown>, folder: string): Record<string, unknown> {
  const { data } = typed;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return typed;
  return {
    ...typed,
    data: Object.fromEntries(Object.entries(data).map(([name, path]) => [name, absolute(path, folder)])),
  };
}

function absolute(path: unknown, folder: string): unknown {
  return typeof path === 'string' && !path.startsWith('example:') ? resolve(folder, path) : path;
}
