import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { srlmVersion } from '../../core/version';
import { digestOfBytes } from '../../store/digest';
import { runLayout } from '../../store/run-layout';
import { resolveInStore } from '../../store/store-path';
import type { AuditSources } from '../audit-sources';
import { modelReferences } from '../model-references';
import { writeNewFile } from './write-new-file';
import { HISTORIES_FOLDER, PIECE_BYTES, type BundleHeader } from './bundle-lines';

export interface WrittenBundle {
  histories: number;
  files: number;
  bytes: number;
  /** To be kept elsewhere: it proves the bundle. */
  sha256: string;
}

/** Writes everything that an audit of a run reads into one file, model files as digests. @throws when the file exists. */
export async function writeBundle(
  { run, store, models, histories }: Pick<AuditSources, 'run' | 'store' | 'models' | 'histories'>,
  file: string,
  exportedAt = new Date(),
): Promise<WrittenBundle> {
  const hash = createHash('sha256');
  const written: WrittenBundle = { histories: 0, files: 0, bytes: 0, sha256: '' };

  async function* lines(): AsyncGenerator<object> {
    const header = {
      bundle: 'srlm-audit',
      version: 1,
      run,
      srlm: srlmVersion,
      exportedAt: exportedAt.toISOString(),
    } satisfies BundleHeader;
    yield header;
    for await (const { workflowId, runId, history } of histories) {
      written.histories += 1;
      const name = `${HISTORIES_FOLDER}/${encodeURIComponent(workflowId)}.${encodeURIComponent(runId)}.json`;
      yield* piecesOf(name, [Buffer.from(historyToJSON(history))]);
    }
    const folders = (await modelReferences(store, run)).map(({ path }) => path);
    for (const path of await store.list(runLayout(run).root)) {
      if (path.includes('/journals/') || folders.some((folder) => path.startsWith(`${folder}/`))) continue;
      written.files += 1;
      yield* piecesOf(path, createReadStream(resolveInStore(store.root, path), { highWaterMark: PIECE_BYTES }));
    }
    for (const model of folders) {
      for (const { path, sha256, bytes } of (await models.files(model))?.files ?? [])
        yield { path, model, sha256, bytes };
    }
  }

  async function* text(): AsyncGenerator<string> {
    for await (const value of lines()) {
      const line = `${JSON.stringify(value)}\n`;
      hash.update(line);
      yield line;
    }
    written.sha256 = `sha256:${hash.digest('hex')}`;
    yield `${JSON.stringify({ sha256: written.sha256 })}\n`;
  }

  written.bytes = await writeNewFile(file, text());
  return written;
}

/** An empty file has one empty piece, so that it is there. */
async function* piecesOf(path: string, source: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<object> {
  let left: Buffer = Buffer.alloc(0);
  let any = false;
  for await (const block of source) {
    left = left.length === 0 ? block : Buffer.concat([left, block]);
    while (left.length >= PIECE_BYTES) {
      const end = endOfText(left, PIECE_BYTES);
      yield piece(path, left.subarray(0, end));
      left = left.subarray(end);
      any = true;
    }
  }
  if (left.length > 0 || !any) yield piece(path, left);
}

/** The last start of a UTF-8 character at or before `limit`: a piece must not end inside one. */
function endOfText(bytes: Buffer, limit: number): number {
  for (let end = limit; end > limit - 4; end -= 1) if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
  return limit;
}

function piece(path: string, bytes: Buffer): object {
  const text = bytes.toString('utf8');
  const sha256 = digestOfBytes(bytes);
  return Buffer.from(text).equals(bytes) ? { path, sha256, text } : { path, sha256, base64: bytes.toString('base64') };
}
