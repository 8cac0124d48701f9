import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { isErrorWithCode } from '../../core/error-code';
import { InvalidRecipeError, resolveRecipe, type Recipe } from '../../recipes/recipe';
import { InvalidInputError, NotFoundError } from '../errors';
import { absolutePaths } from './absolute-paths';

/** A recipe as it was typed, which is what a workflow is started with, and what it resolves to. */
export interface ReadRecipe {
  typed: Record<string, unknown>;
  resolved: Recipe;
}

/**
 * Reads a recipe from a YAML or JSON file, or from inline JSON. `name` replaces the name of the run.
 * @throws InvalidInputError that lists every problem, with its line where there is a file
 */
export async function readRecipe(argument: string, name?: string): Promise<ReadRecipe> {
  const inline = argument.trimStart().startsWith('{');
  const source = inline ? 'RECIPE' : argument;
  const text = inline ? argument : await readText(argument);
  const folder = inline ? process.cwd() : dirname(resolve(argument));

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const [syntax] = document.errors;
  if (syntax)
    throw new InvalidInputError(`${source}:${syntax.linePos?.[0].line ?? 1}: ${syntax.message.split('\n')[0]}`);
  const value = valueOf(document, source);
  if (!isRecord(value)) throw new InvalidInputError(`${source} must hold fields of a recipe, for example "run: demo"`);

  const typed = absolutePaths({ ...value, ...(name === undefined ? {} : { run: name }) }, folder);
  try {
    return { typed, resolved: resolveRecipe(typed) };
  } catch (error) {
    if (!(error instanceof InvalidRecipeError)) throw error;
    const problems = error.problems.map(({ path, message }) => {
      const line = inline ? undefined : lineOf(path);
      return `- ${line === undefined ? '' : `line ${line}: `}${path}: ${message}`;
    });
    throw new InvalidInputError([`${source} has problems:`, ...problems].join('\n'));
  }

  /** The line of the field that a path names, or of the nearest section around it that is there. */
  function lineOf(path: string): number | undefined {
    for (let keys = path.split('.'); keys.length > 0; keys = keys.slice(0, -1)) {
      const node: unknown = document.getIn(
        keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
        true,
      );
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  }
}

/** @throws InvalidInputError for an alias of an anchor that is not there, or for aliases that unfold without end. */
function valueOf(document: Document, source: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) throw new InvalidInputError(`${source}: ${error.message}`);
    throw error;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) {
      throw new NotFoundError(`${file} does not exist; \`srlm init ${file}\` writes a recipe to begin with`);
    }
    if (isErrorWithCode(error, 'EISDIR'))
      throw new InvalidInputError(`${file} is a folder; name the recipe file in it`);
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
