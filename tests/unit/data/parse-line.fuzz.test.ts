import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { z } from 'zod';
import { eftGroupSchema, iftRecordSchema, promptRecordSchema } from '../../../src/core/records';
import { oasstTreeSchema } from '../../../src/data/oasst-tree';
import { parseLine } from '../../../src/data/parse-line';
import { testEvery } from '../../fuzz';
import { changedAt } from '../recipes/near-recipe';
import { eftGroup, iftRecord, oasstTree, promptRecord, text } from './near-records';

type KindName = 'ift' | 'eft' | 'prompt' | 'oasst';

/** Each kind of record with a valid one and with values that its fields must refuse. */
const KINDS: Readonly<
  Record<
    KindName,
    {
      schema: z.ZodType;
      record: fc.Arbitrary<Record<string, unknown>>;
      wrong: readonly [path: string, value: unknown][];
    }
  >
> = {
  ift: {
    schema: iftRecordSchema,
    record: iftRecord,
    wrong: [
      ['id', ''],
      ['id', 'x'.repeat(201)],
      ['id', 1],
      ['prompt', ' \n'],
      ['prompt', null],
      ['response', ''],
      ['response', 'a\ud800'],
      ['extra', 1],
      ['__proto__', 1],
      ['tags', []],
      ['tags', 'reasoning'],
    ],
  },
  eft: {
    schema: eftGroupSchema,
    record: eftGroup,
    wrong: [
      ['id', undefined],
      ['prompt', ''],
      ['prompt', '\udc00b'],
      ['replies', []],
      ['replies', null],
      ['replies.0.rank', -1],
      ['replies.0.rank', 0.5],
      ['replies.1.text', ' '],
      ['replies.1.id', ''],
      ['replies.0.judgement', { text: 'Score: 6', score: 6 }],
      ['more', {}],
    ],
  },
  prompt: {
    schema: promptRecordSchema,
    record: promptRecord,
    wrong: [
      ['id', null],
      ['text', '\u00a0'],
      ['text', []],
      ['source', 'model'],
      ['parents', 'a'],
      ['callKey', 'sha256:'],
      ['label', 'x'],
      ['tags', 'reasoning'],
      ['instructions', []],
      ['instructions', [{ id: 'length_constraints:number_sentences' }]],
      ['instructions', [{ id: 'keywords:existence', kwargs: { keywords: 'a' } }]],
    ],
  },
  oasst: {
    schema: oasstTreeSchema,
    record: oasstTree,
    wrong: [
      ['message_tree_id', ''],
      ['message_tree_id', 7],
      ['prompt', null],
      ['prompt.text', 1],
      ['prompt.replies.0.message_id', ''],
      ['prompt.replies.0.rank', -1],
      ['prompt.replies.0.text', '\ud83d'],
      ['prompt.lang', 1],
    ],
  },
};
const kindNames = fc.constantFrom<KindName[]>('ift', 'eft', 'prompt', 'oasst');
const kindAndRecord = kindNames.chain((kind) => KINDS[kind].record.map((record) => ({ kind, record })));
const read = (json: string, kind: KindName) => parseLine({ kind: 'text', line: 1, text: json }, KINDS[kind].schema);
const asRead = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

/** A copy of JSON text with a few characters cut, doubled or put in. */
const edits = fc.array(
  fc.tuple(fc.nat(), fc.constantFrom('', '"', '{', '}', ',', '\\', '\u0000', '1', 'null', '\\ud800', ' ')),
  { minLength: 1, maxLength: 3 },
);
function edited(json: string, changes: readonly (readonly [number, string])[]): string {
  return changes.reduce((now, [place, put]) => {
    const at = place % (now.length + 1);
    return `${now.slice(0, at)}${put}${now.slice(put === '' ? at + 1 : at)}`;
  }, json);
}

describe('parseLine', () => {
  testEvery(
    'takes every valid record as it is',
    kindAndRecord,
    ({ kind, record }) => {
      const parsed = read(JSON.stringify(record), kind);
      if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.issues));
      for (const [name, value] of Object.entries(record)) {
        // Of a tree only what is read is kept.
        if (kind === 'oasst') continue;
        if (!isDeepStrictEqual(asRead(Reflect.get(Object(parsed.record), name)), asRead(value)))
          throw new Error(`${name} was changed`);
      }
    },
    30_000,
  );

  const wrongRecord = kindAndRecord.chain(({ kind, record }) =>
    fc.constantFrom(...KINDS[kind].wrong).map((wrong) => ({ kind, record, wrong })),
  );
  testEvery(
    'names the field of a record that is wrong in one',
    wrongRecord,
    ({ kind, record, wrong: [path, value] }) => {
      const parsed = read(JSON.stringify(changedIn(record, path, value)), kind);
      if (parsed.kind === 'valid') throw new Error(`accepted ${path}`);
      if (!parsed.issues.some((issue) => issue.path?.startsWith(path))) throw new Error(JSON.stringify(parsed.issues));
    },
    30_000,
  );

  testEvery(
    'accepts an edited line only where it still is a record',
    fc.tuple(kindAndRecord, edits),
    ([{ kind, record }, changes]) => {
      const line = edited(JSON.stringify(record), changes);
      const parsed = read(line, kind);
      if (parsed.kind === 'invalid') {
        if (parsed.issues.length === 0 || parsed.issues.some(({ message }) => message === ''))
          throw new Error('says not what is wrong');
        return;
      }
      const again = read(JSON.stringify(parsed.record), kind);
      if (again.kind === 'invalid')
        throw new Error(`accepted what it refuses when written: ${JSON.stringify(again.issues)}`);
      if (
        !KINDS[kind].schema.safeParse(JSON.parse(line)).success ||
        /\\ud[89a-f]/.test(JSON.stringify(parsed.record).replaceAll('\\\\', ''))
      )
        throw new Error('accepted no record');
    },
    50_000,
  );

  testEvery(
    'gives a record or says what is wrong for any text',
    fc.tuple(text, kindNames),
    ([any, kind]) => {
      if (read(any, kind).kind !== 'invalid') throw new Error('accepted');
    },
    20_000,
  );
});

/** Like changedAt, also within lists. */
function changedIn(record: Record<string, unknown>, path: string, value: unknown): unknown {
  const [name = '', index, ...rest] = path.split('.');
  const list = record[name];
  if (index === undefined) return changedAt(record, [name], value);
  if (!Array.isArray(list)) return { ...record, [name]: changedIn(asRecord(list), [index, ...rest].join('.'), value) };
  const items: unknown[] = Array.from<unknown>(list);
  items[Number(index)] = changedIn(asRecord(items[Number(index)]), rest.join('.'), value);
  return { ...record, [name]: items };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
