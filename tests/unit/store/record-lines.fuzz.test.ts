import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openJournal } from '../../../src/store/journal';
import { DamagedJournalError, parseRecords } from '../../../src/store/record-lines';
import { testEvery, testEveryFile, thrownBy } from '../../fuzz';
import { ODD_CHARACTERS } from '../../near-text';
import { temporaryFolder } from '../../temporary-folder';

const text = fc.oneof(
  fc.constantFrom('', 'ä', '漢字', '__proto__', 'key', '\ud800', ...ODD_CHARACTERS),
  fc.string({ maxLength: 6 }),
);
const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  text,
  fc.array(text, { maxLength: 3 }),
  fc.record({ text, tokens: fc.nat() }),
);
const entry = fc.record({ key: text, value });
const entries = fc.array(entry, { maxLength: 6 });
const lineOf = (written: { key: string; value: unknown }) => Buffer.from(`${JSON.stringify(written)}\n`);
const read = (bytes: Buffer) =>
  [...parseRecords('j.jsonl', bytes)].map(([key, entryValue]) => ({ key, value: entryValue }));

function mustEqual(actual: unknown, expected: unknown): void {
  const [is, was] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== was) throw new Error(`read ${is}, not ${was}`);
}

function mustBeDamagedAt(bytes: Buffer, offset: number): void {
  const error = thrownBy(() => read(bytes));
  if (!(error instanceof DamagedJournalError)) throw new Error(`no error of damage but ${String(error)}`);
  if (error.offset !== offset) throw new Error(`damaged at byte ${offset}, not ${error.offset}`);
}

/** Lines that no journal wrote: not UTF-8, not JSON, or another record. */
const foreignLine = fc.constantFrom(
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0]),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from(''),
  Buffer.from(' '),
  Buffer.from('{"key":"a","va'),
  Buffer.from('{"key":"a"}'),
  Buffer.from('{"key":1,"value":1}'),
  Buffer.from('{"key":"a","value":1,"more":1}'),
  Buffer.from('[]'),
  Buffer.from('null'),
  Buffer.from('{"key":"a","value":1}{"key":"b","value":2}'),
  Buffer.from('{"key":"a","va{"key":"b","value":2}'),
  Buffer.concat([Buffer.from('{"key":"'), Buffer.from([0xc3]), Buffer.from('","value":1}')]),
  Buffer.from('\ufeff{"key":"a","value":1}'),
  Buffer.from('{"key":"a","value":"\u0000"}'),
  Buffer.concat([Buffer.from('{"key":"a","value":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
);

describe('parseJournal', () => {
  testEvery(
    'gives back what was written, without a torn last line',
    fc.tuple(entries, entry, fc.nat()),
    ([all, last, cut]) => {
      const torn = lineOf(last);
      const bytes = Buffer.concat([...all.map(lineOf), torn.subarray(0, cut % torn.length)]);
      mustEqual(read(bytes), all);
    },
    40_000,
  );

  testEvery(
    'says at which byte a line begins that is damaged',
    fc.tuple(entries, foreignLine, entries),
    ([before, line, after]) => {
      const start = Buffer.concat(before.map(lineOf));
      mustBeDamagedAt(Buffer.concat([start, line, Buffer.from('\n'), ...after.map(lineOf)]), start.length);
    },
    30_000,
  );

  testEvery(
    'never gives other entries than those of the bytes, whichever byte is another one',
    fc.tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat({ max: 255 })),
    ([all, place, byte]) => {
      const lines = all.map(lineOf);
      const bytes = Buffer.concat(lines);
      const at = place % bytes.length;
      bytes[at] = byte;
      const starts = lines.map((_, index) => Buffer.concat(lines.slice(0, index)).length);
      const hit = starts.findLastIndex((start) => start <= at);
      const found: { key: string; value: unknown }[] = [];
      const error = thrownBy(() => {
        for (const [key, entryValue] of parseRecords('j.jsonl', bytes)) found.push({ key, value: entryValue });
      });
      mustEqual(found.slice(0, hit), all.slice(0, hit));
      if (error === undefined) return;
      if (!(error instanceof DamagedJournalError)) throw error;
      if (error.offset < (starts[hit] ?? 0) || error.offset > at + 1)
        throw new Error(`byte ${at} is not ${error.offset}`);
    },
    40_000,
  );
});

const folder = temporaryFolder();
let journals = 0;

describe('openJournal', () => {
  testEveryFile(
    'goes on with what attempts wrote before they were killed at any byte',
    fc.tuple(entries, entries, fc.nat()),
    async ([first, second, cut]) => {
      const path = `j${(journals += 1)}`;
      const journal = await openJournal(folder(), path);
      await Promise.all(first.map(({ key, value: written }) => journal.append(key, written)));
      await journal.close();
      const place = join(folder(), path);
      for (const name of await readdir(place)) {
        mustEqual((await readFile(join(place, name))).toString(), Buffer.concat(first.map(lineOf)).toString());
      }
      const torn = Buffer.concat(second.map(lineOf));
      const kept = torn.subarray(0, cut % (torn.length + 1));
      await mkdir(place, { recursive: true });
      // After the first in the order of names, so that its entries win.
      await writeFile(join(place, 'z.jsonl'), kept);
      const next = await openJournal(folder(), path);
      const expected = new Map([...first, ...read(kept)].map((each) => [each.key, each.value]));
      mustEqual([...next.finished], [...expected]);
      await next.discard();
    },
    100,
  );
});
