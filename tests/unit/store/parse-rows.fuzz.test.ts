import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { pairRecordSchema, responseRecordSchema, type ResponseRecord } from '../../../src/core/records';
import { CorruptArtifactError, MalformedArtifactError } from '../../../src/store/errors';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { parseRows } from '../../../src/store/parse-rows';
import { testEvery, testEveryFile, thrownBy } from '../../fuzz';
import { ODD_CHARACTERS } from '../../near-text';
import { temporaryFolder } from '../../temporary-folder';

const digest = `sha256:${'0'.repeat(64)}`;
const text = fc.oneof(
  fc.constantFrom('', 'ä', '\ud800', ...ODD_CHARACTERS),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const id = fc.string({ minLength: 1, maxLength: 8 });
const response: fc.Arbitrary<ResponseRecord> = fc.record({
  id,
  promptId: id,
  text,
  tokens: fc.nat(),
  finishReason: fc.constantFrom('stop' as const, 'length' as const),
  model: fc.constant(digest),
  callKey: fc.constant(digest),
  seed: fc.integer(),
});
const rows = fc.array(response, { maxLength: 4 });
const linesOf = (records: readonly unknown[]) => records.map((row) => `${JSON.stringify(row)}\n`).join('');

/** One field of a record made wrong; with it, what the error must name. */
const damage = fc.constantFrom<[field: string, value: unknown]>(
  ['id', ''],
  ['id', 'x'.repeat(241)],
  ['id', 3],
  ['text', null],
  ['text', undefined],
  ['tokens', -1],
  ['tokens', 1.5],
  ['tokens', '1'],
  ['finishReason', 'abort'],
  ['callKey', 'sha256:0'],
  ['callKey', `sha256:${'G'.repeat(64)}`],
  ['seed', 2 ** 60],
  ['model', 1],
);
const notRecords = fc.constantFrom(
  '',
  ' ',
  '{',
  'null',
  '[]',
  '"text"',
  '1',
  'undefined',
  '\u0000',
  '{"id":"a"',
  '{}}',
  '\ufeff{}',
  'NaN',
);

describe('parseRows', () => {
  testEvery(
    'gives back the rows that were written, whether the file ends in a line break or not',
    fc.tuple(rows, fc.boolean()),
    ([all, open]) => {
      const written = linesOf(all);
      const found = parseRows('a.jsonl', open ? written.trimEnd() : written, responseRecordSchema);
      if (JSON.stringify(found) !== JSON.stringify(all)) throw new Error('other rows');
    },
    40_000,
  );

  testEvery(
    'names line and field of a row with one wrong field',
    fc.tuple(rows, response, damage, rows),
    ([before, row, [field, value], after]) => {
      const error = thrownBy(() =>
        parseRows('a.jsonl', linesOf([...before, { ...row, [field]: value }, ...after]), responseRecordSchema),
      );
      if (!(error instanceof MalformedArtifactError)) throw new Error(`accepted, or ${String(error)}`);
      if (!error.message.startsWith(`a.jsonl:${before.length + 1}: ${field}: `)) throw new Error(error.message);
    },
    30_000,
  );

  testEvery(
    'names the line of what is no record',
    fc.tuple(rows, notRecords, rows),
    ([before, line, after]) => {
      const error = thrownBy(() =>
        parseRows('a.jsonl', `${linesOf(before)}${line}\n${linesOf(after)}`, responseRecordSchema),
      );
      if (!(error instanceof MalformedArtifactError) || error.line !== before.length + 1)
        throw new Error(String(error));
    },
    20_000,
  );

  testEvery(
    'refuses the rows of another kind and fields that are not in the schema',
    fc.tuple(response, id),
    ([row, name]) => {
      if (!(thrownBy(() => parseRows('a', linesOf([row]), pairRecordSchema)) instanceof MalformedArtifactError))
        throw new Error('a pair');
      const error = thrownBy(() => parseRows('a', linesOf([{ ...row, [`x${name}`]: 1 }]), responseRecordSchema));
      if (!(error instanceof MalformedArtifactError)) throw new Error('accepted a field');
    },
    15_000,
  );
});

const folder = temporaryFolder();
let files = 0;

describe('the store', () => {
  testEveryFile(
    'reads back what it wrote, and refuses it when one byte is another one or missing',
    fc.tuple(fc.array(response, { minLength: 1, maxLength: 4 }), fc.nat(), fc.integer({ min: 1, max: 255 })),
    async ([all, place, change]) => {
      const store = createFileSystemStore(folder());
      const artifact = await store.writeRows(`f${(files += 1)}.jsonl`, all);
      if (artifact.rows !== all.length) throw new Error('counts rows wrongly');
      const found = await store.readRows(artifact, responseRecordSchema);
      if (JSON.stringify(found) !== JSON.stringify(all)) throw new Error('other rows');
      const bytes = Buffer.from(linesOf(all));
      const at = place % bytes.length;
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] ?? 0) ^ change;
      for (const changed of [flipped, bytes.subarray(0, at), Buffer.concat([bytes, Buffer.from('\n')])]) {
        await writeFile(join(folder(), artifact.path), changed);
        const error: unknown = await store.readRows(artifact, responseRecordSchema).catch((caught: unknown) => caught);
        if (!(error instanceof CorruptArtifactError)) throw new Error(`byte ${at}: ${String(error)}`);
      }
    },
    400,
  );
});
