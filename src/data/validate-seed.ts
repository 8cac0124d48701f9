import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { promptKey } from '../core/prompts/prompt-key';
import { parseScore } from '../core/judging/parse-score';
import { eftGroupSchema, iftRecordSchema, promptRecordSchema, type EftGroup } from '../core/records';
import { DataError, type DataProblem } from './data-error';
import { collectRecords } from './read-records';

export type SeedRole = 'ift' | 'eft' | 'heldOut' | 'prompts';
export type SeedFiles = Partial<Record<SeedRole, string>>;

export interface SeedValidation {
  files: { role: SeedRole; file: string; rows: number; problems: number }[];
  problems: DataProblem[];
}

/** A prompt of a file, to be compared with those of the other files. */
type Place = { role: SeedRole; file: string; line: number; key: string };
type Loaded = { places: Place[]; problems: DataProblem[] };

/** Checks seed files row by row and against each other: a held-out prompt is nowhere else, and IFT and EFT share none. */
export async function validateSeed(source: string | SeedFiles): Promise<SeedValidation> {
  const named = typeof source === 'string' ? await findSeedFiles(source) : source;
  const result: SeedValidation = { files: [], problems: [] };
  const earlier = new Map<string, Place>();
  for (const role of ['heldOut', 'ift', 'eft', 'prompts'] as const) {
    const file = named[role];
    if (file === undefined) continue;
    const { places, problems } = await load[role](file);
    const shared = places.flatMap((place) => sharedPrompt(place, earlier.get(place.key)));
    // Prompts may repeat those of IFT and EFT: whoever samples a prompt again learns nothing false.
    if (role !== 'prompts') for (const place of places) earlier.set(place.key, earlier.get(place.key) ?? place);
    result.files.push({ role, file, rows: places.length, problems: problems.length + shared.length });
    result.problems.push(...problems, ...shared);
  }
  return result;
}

/** The files of a folder that is laid out as `examples/seed` is. @throws DataError when it holds none of them. */
export async function findSeedFiles(folder: string): Promise<SeedFiles> {
  const names = new Set(await readdir(folder));
  const files: SeedFiles = {};
  for (const [role, base] of FILE_NAMES) {
    const name = [`${base}.jsonl`, `${base}.jsonl.gz`].find((candidate) => names.has(candidate));
    if (name !== undefined) files[role] = join(folder, name);
  }
  if (Object.keys(files).length > 0) return files;
  const expected = FILE_NAMES.map(([, base]) => `${base}.jsonl`).join(', ');
  throw new DataError([{ file: folder, line: null, path: null, message: `holds none of ${expected} (plain or .gz)` }]);
}

const FILE_NAMES: readonly [SeedRole, string][] = [
  ['ift', 'ift'],
  ['eft', 'eft-train'],
  ['heldOut', 'eft-heldout'],
  ['prompts', 'prompts'],
];

const load: Record<SeedRole, (file: string) => Promise<Loaded>> = {
  ift: (file) => loadAs('ift', file, iftRecordSchema, (record) => record.prompt),
  eft: (file) => loadAs('eft', file, eftGroupSchema, (group) => group.prompt, judgementIssues),
  heldOut: (file) => loadAs('heldOut', file, eftGroupSchema, (group) => group.prompt, judgementIssues),
  prompts: (file) => loadAs('prompts', file, promptRecordSchema, (record) => record.text),
};

async function loadAs<Row>(
  role: SeedRole,
  file: string,
  schema: z.ZodType<Row>,
  promptOf: (row: Row) => string,
  issuesOf: (row: Row) => { path: string; message: string }[] = () => [],
): Promise<Loaded> {
  const { records, problems } = await collectRecords(file, schema);
  const further = records.flatMap(({ line, record }) => issuesOf(record).map((issue) => ({ file, line, ...issue })));
  const places = records.map(({ line, record }) => ({ role, file, line, key: promptKey(promptOf(record)) }));
  return { places, problems: [...problems, ...further] };
}

/** A model that learns from a judgement must find in its text the score that the judgement counts as. */
function judgementIssues({ replies }: EftGroup): { path: string; message: string }[] {
  return replies.flatMap(({ judgement }, index) => {
    if (!judgement) return [];
    const parsed = parseScore(judgement.text);
    if (parsed.kind === 'scored' && parsed.score === judgement.score) return [];
    const found = parsed.kind === 'scored' ? `"Score: ${parsed.score}"` : 'without a score';
    const message = `must end with "Score: ${judgement.score}", the score beside it (it ends ${found})`;
    return [{ path: `replies.${index}.judgement.text`, message }];
  });
}

function sharedPrompt({ role, file, line }: Place, earlier: Place | undefined): DataProblem[] {
  if (!earlier || (role === 'prompts' && earlier.role !== 'heldOut') || earlier.role === role) return [];
  const path = role === 'prompts' ? 'text' : 'prompt';
  return [
    { file, line, path, message: `the same prompt is in ${earlier.file}:${earlier.line}; it may be in one of the two` },
  ];
}
