import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function jobFiles(state, id) {
  return jobFilesIn(join(state, id));
}

export function jobFilesIn(folder) {
  const file = (name) => join(folder, name);
  return {
    folder,
    specification: file('specification.json'),
    process: file('process.json'),
    progress: file('progress.json'),
    promise: file('promise.json'),
    result: file('result.json'),
    failure: file('failure.json'),
  };
}

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all. */
export function writeJson(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, JSON.stringify(content));
  renameSync(aside, path);
}
