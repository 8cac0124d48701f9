import { resolve } from 'node:path';
import { isSection } from '../../recipes/merge-recipes';

/**
 * Seed files, modules and files of benchmarks that a person names are relative to the recipe, but the worker that reads
 * them runs somewhere else. Whatever has not its form is left for the schema to complain about.
 */
export function absolutePaths(typed: Record<string, unknown>, folder: string): Record<string, unknown> {
  const { data, critics, selection, evaluation } = typed;
  return {
    ...typed,
    ...(isSection(data) ? { data: absoluteIn(data, Object.keys(data), folder) } : {}),
    ...(Array.isArray(critics) ? { critics: critics.map((critic: unknown) => absoluteModule(critic, folder)) } : {}),
    ...(isSection(selection) ? { selection: absoluteModule(selection, folder) } : {}),
    ...(isSection(evaluation) && Array.isArray(evaluation['benchmarks'])
      ? { evaluation: { ...evaluation, benchmarks: absoluteBenchmarks(evaluation['benchmarks'], folder) } }
      : {}),
  };
}

/** A critic or a selection that is a module. */
function absoluteModule(part: unknown, folder: string): unknown {
  return isSection(part) && part['kind'] === 'module' ? absoluteIn(part, ['path'], folder) : part;
}

const BENCHMARK_FILES = ['questions', 'baseline', 'references', 'judgePrompts', 'difficulty'];

function absoluteBenchmarks(benchmarks: readonly unknown[], folder: string): unknown[] {
  return benchmarks.map((benchmark) =>
    isSection(benchmark) ? absoluteIn(benchmark, BENCHMARK_FILES, folder) : benchmark,
  );
}

function absoluteIn(section: Record<string, unknown>, names: readonly string[], folder: string): object {
  return Object.fromEntries(
    Object.entries(section).map(([name, path]) => [name, names.includes(name) ? absolute(path, folder) : path]),
  );
}

function absolute(path: unknown, folder: string): unknown {
  return typeof path === 'string' && !path.startsWith('example:') ? resolve(folder, path) : path;
}
