import { createHash } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ModelFile } from '../../core/manifest';
import { digestOfBytes } from '../../store/digest';
import { resolveInStore } from '../../store/store-path';
import type { Findings } from '../findings';
import { pathProblem } from '../path-problem';
import { endSchema, headerSchema, modelFileLineSchema, pieceSchema, type BundleHeader } from './bundle-lines';
import { rawLines, type RawLine } from './raw-lines';

export interface UnpackedBundle {
  header: BundleHeader;
  /** As the last line says it; to be compared with what was kept elsewhere. */
  sha256: string;
  /** The files of each model as the bundle lists them, by the path of the model. */
  models: Map<string, ModelFile[]>;
}

/** Thrown when a file is no bundle at all, so that there is nothing to audit. */
export class NoBundleError extends Error {
  override readonly name = 'NoBundleError';
  constructor(file: string, reason: string) {
    super(`${file} is no bundle of \`srlm audit export\`: ${reason}`);
  }
}

/** Checks every line of a bundle and writes its files into a folder. Damage is a difference that names line and file. */
export async function unpackBundle(file: string, folder: string, findings: Findings): Promise<UnpackedBundle> {
  const hash = createHash('sha256');
  const models: UnpackedBundle['models'] = new Map();
  let header: BundleHeader | undefined;
  let held: RawLine | undefined;
  let lines = 0;

  for await (const line of rawLines(file)) {
    // The last line is not part of what it vouches for, so each line waits until another one follows.
    if (held) {
      hash.update(held.bytes).update('\n');
      header = await take(held, header);
    }
    held = line;
    lines = line.number;
  }
  if (!held || !header) throw new NoBundleError(file, lines < 2 ? 'it has no lines' : 'its first line is no header');
  const actual = `sha256:${hash.digest('hex')}`;
  const end = endSchema.safeParse(parse(held.bytes));
  if (!held.ended || !end.success)
    findings.differ(place(held), 'is not the last line of a bundle; the file was cut or changed');
  else if (end.data.sha256 !== actual)
    findings.differ(place(held), `says that the lines before it have ${end.data.sha256}, found ${actual}`);
  return { header, sha256: end.data?.sha256 ?? actual, models };

  async function take(line: RawLine, known: BundleHeader | undefined): Promise<BundleHeader | undefined> {
    const value = parse(line.bytes);
    if (line.number === 1) return headerSchema.safeParse(value).data;
    const piece = pieceSchema.safeParse(value);
    const modelFile = modelFileLineSchema.safeParse(value);
    if (piece.success) await takePiece(line, piece.data);
    else if (modelFile.success) {
      const { model, ...entry } = modelFile.data;
      models.set(model, [...(models.get(model) ?? []), entry]);
    } else findings.differ(place(line), `was changed and cannot be read${belongsTo(line.bytes)}`);
    return known;
  }

  async function takePiece(
    line: RawLine,
    piece: { path: string; sha256: string } & ({ text: string } | { base64: string }),
  ) {
    const bytes = 'text' in piece ? Buffer.from(piece.text) : Buffer.from(piece.base64, 'base64');
    const found = digestOfBytes(bytes);
    if (found !== piece.sha256)
      findings.differ(place(line), `${piece.path} was changed: expected ${piece.sha256}, found ${found}`);
    try {
      const target = resolveInStore(folder, piece.path);
      await mkdir(dirname(target), { recursive: true });
      await appendFile(target, bytes);
    } catch (error) {
      findings.differ(place(line), `${piece.path}: ${pathProblem(error)}`);
    }
  }
}

function place({ number }: RawLine): string {
  return `bundle line ${number}`;
}

/** The path is the first member of a line, so that it can mostly be read from a damaged one. */
function belongsTo(bytes: Buffer): string {
  const path = /^\{"path":"([^"\\]{1,400})"/.exec(bytes.subarray(0, 1000).toString('utf8'))?.[1];
  return path === undefined ? '' : ` (part of ${path})`;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // no schema takes it
  }
}
