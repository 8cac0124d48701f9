import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { z } from 'zod';
import { eftGroupSchema, iftRecordSchema, promptRecordSchema } from '../../../src/core/records';
import { DataError } from '../../../src/data/data-error';
import { importOasst } from '../../../src/data/import-oasst';
import { collectRecords } from '../../../src/data/read-records';
import { promptKey } from '../../../src/core/prompts/prompt-key';
import { testEveryFile } from '../../fuzz';
import { eftGroup, iftRecord, oasstTree, promptRecord } from './near-records';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();
let written = 0;
const write = (bytes: string | Uint8Array) => files.write(`f${(written += 1)}.jsonl`, bytes);

interface Kind {
  schema: z.ZodType<{ id: string }>;
  record: fc.Arbitrary<object>;
}
const kinds = fc.constantFrom<Kind[]>(
  { schema: iftRecordSchema, record: iftRecord },
  { schema: eftGroupSchema, record: eftGroup },
  { schema: promptRecordSchema, record: promptRecord },
);
const rowsOfKind = kinds.chain(({ schema, record }) =>
  fc
    .array(record, { minLength: 1, maxLength: 5 })
    .map((rows) => ({ schema, rows: rows.map((row, index) => ({ ...row, id: `row-${index}` })) })),
);
/** Bytes of a line that is no record, with how it may be spread over the file. */
const badLine = fc.constantFrom<Buffer>(
  Buffer.from('{"id":"bad"'),
  Buffer.from([0xff]),
  Buffer.from([0xc3, 0x28]),
  Buffer.from([0]),
  Buffer.from('null'),
  Buffer.from('[]'),
  Buffer.from('\ufeff{}'),
  Buffer.from('{"id":"row-0"}'),
);

describe('collectRecords', () => {
  testEveryFile(
    'reads what was written, plain or packed, with any line ends',
    fc.tuple(rowsOfKind, fc.boolean(), fc.constantFrom('\n', '\r\n', '\n\n', '\n \n'), fc.boolean()),
    async ([{ schema, rows }, packed, end, open]) => {
      const lines = rows.map((row) => JSON.stringify(row)).join(end);
      const content = Buffer.from(`\ufeff${lines}${open ? '' : end}`);
      const { records, problems } = await collectRecords(write(packed ? gzipSync(content) : content), schema);
      if (problems.length > 0 || records.length !== rows.length) throw new Error(JSON.stringify(problems));
      if (records.some(({ record }, index) => record.id !== rows[index]?.id)) throw new Error('another order');
    },
    1000,
  );

  testEveryFile(
    'names file and line of a bad line and keeps the others',
    fc.tuple(rowsOfKind, badLine, fc.nat(), fc.boolean()),
    async ([{ schema, rows }, bad, place, packed]) => {
      const at = 1 + (place % rows.length);
      const lines = [
        ...rows.slice(0, at).map((row) => Buffer.from(JSON.stringify(row))),
        bad,
        ...rows.slice(at).map((row) => Buffer.from(JSON.stringify(row))),
      ];
      const content = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
      const file = write(packed ? gzipSync(content) : content);
      const { records, problems } = await collectRecords(file, schema);
      if (records.length !== rows.length) throw new Error(`${records.length} of ${rows.length} records`);
      if (problems.length === 0 || problems.some((problem) => problem.file !== file || problem.line !== at + 1))
        throw new Error(JSON.stringify(problems));
    },
    1000,
  );

  testEveryFile(
    'gives the same records, or a problem, when one byte of a packed file is another one or the file is cut',
    fc.tuple(rowsOfKind, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean()),
    async ([{ schema, rows }, place, change, cut]) => {
      const packed = gzipSync(jsonLines(rows));
      const at = place % packed.length;
      const damaged = Buffer.from(cut ? packed.subarray(0, at) : packed);
      if (!cut) damaged[at] = (packed[at] ?? 0) ^ change;
      const { records, problems } = await collectRecords(write(damaged), schema);
      const same =
        records.length === rows.length && records.every(({ record }, index) => record.id === rows[index]?.id);
      if (problems.length === 0 && !same) throw new Error(`${records.length} of ${rows.length} records and no problem`);
    },
    1000,
  );
});

describe('importOasst', () => {
  const trees = fc
    .array(oasstTree, { minLength: 1, maxLength: 12 })
    .map((all) => all.map((tree, index) => ({ ...tree, message_tree_id: `tree-${index}` })));
  testEveryFile(
    'makes seed files of valid records that share no prompt, and counts every tree',
    fc.tuple(trees, fc.boolean(), fc.nat({ max: 99 })),
    async ([all, packed, seed]) => {
      const content = jsonLines(all);
      const { ift, eftTrain, eftHeldOut, prompts, counts } = await importOasst(
        write(packed ? gzipSync(content) : content),
        { seed },
      );
      ift.forEach((record) => iftRecordSchema.parse(record));
      [...eftTrain, ...eftHeldOut].forEach((record) => eftGroupSchema.parse(record));
      prompts.forEach((record) => promptRecordSchema.parse(record));
      const keys = [...ift, ...eftTrain, ...eftHeldOut]
        .map(({ prompt }) => promptKey(prompt))
        .concat(prompts.map((prompt) => promptKey(prompt.text)));
      if (new Set(keys).size !== keys.length) throw new Error('a prompt is there twice');
      const dropped = Object.values(counts.droppedTrees).reduce((sum, count) => sum + count, 0);
      if (keys.length + dropped !== all.length || counts.trees !== all.length)
        throw new Error(`${keys.length} kept and ${dropped} dropped of ${all.length}`);
    },
    1000,
  );

  testEveryFile(
    'reads or refuses trees whose ids repeat, and never gives two records one id',
    fc.array(oasstTree, { maxLength: 8 }),
    async (all) => {
      const outcome = await importOasst(write(jsonLines(all)), { seed: 1 }).catch((error: unknown) => error);
      if (outcome instanceof DataError) return;
      if (outcome instanceof Error) throw outcome;
      const { ift, eftTrain, eftHeldOut, prompts } = await importOasst(write(jsonLines(all)), { seed: 1 });
      const ids = [ift, eftTrain, eftHeldOut, prompts].flat().map(({ id }) => id);
      if (new Set(ids).size !== ids.length) throw new Error(`ids repeat: ${ids.join(' ')}`);
    },
    500,
  );
});
