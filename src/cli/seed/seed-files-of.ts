import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isErrorWithCode } from '../../core/error-code';
import { findSeedFiles, type SeedFiles, type SeedRole } from '../../data/validate-seed';
import { InvalidInputError, NotFoundError } from '../errors';

/** What a file of this name holds; the first that matches counts. */
const ROLE_OF_NAME: readonly [pattern: RegExp, role: SeedRole][] = [
  [/^ift\b/, 'ift'],
  [/held-?out/, 'heldOut'],
  [/^eft\b/, 'eft'],
  [/^prompts\b/, 'prompts'],
];

const ROLES = new Map<string, SeedRole>(ROLE_OF_NAME.map(([, role]) => [role, role]));

/** The seed files that arguments name: a folder, a file whose name says what it holds, or ROLE=FILE. */
export async function seedFilesOf(words: readonly string[]): Promise<SeedFiles> {
  const files: SeedFiles = {};
  for (const word of words) {
    for (const [role, file] of await filesOf(word)) {
      if (files[role] !== undefined) {
        throw new InvalidInputError(`${files[role]} and ${file} are both "${role}"; check them one after the other`);
      }
      files[role] = file;
    }
  }
  return files;
}

async function filesOf(word: string): Promise<[SeedRole, string][]> {
  const [prefix, ...rest] = word.split('=');
  const named = rest.length === 0 ? undefined : ROLES.get(prefix ?? '');
  if (named) return [[named, rest.join('=')]];
  if (await isFolder(word)) {
    const found = await findSeedFiles(word);
    return [...ROLES.values()].flatMap((role) => (found[role] === undefined ? [] : [[role, found[role]]]));
  }
  const role = ROLE_OF_NAME.find(([pattern]) => pattern.test(basename(word)))?.[1];
  if (role) return [[role, word]];
  throw new InvalidInputError(
    `The name of ${word} does not say what it holds; write ROLE=${word}, where ROLE is ${[...ROLES.keys()].join(', ')}`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) throw new NotFoundError(`${path} does not exist`);
    throw error;
  }
}
