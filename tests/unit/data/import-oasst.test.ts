import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { promptKey } from '../../../src/core/prompts/prompt-key';
import { eftGroupSchema, iftRecordSchema, promptRecordSchema } from '../../../src/core/records';
import { importOasst, type OasstSeed } from '../../../src/data/import-oasst';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();
type Message = Record<string, unknown>;

function reply(id: string, rank: number | null, changes: Message = {}): Message {
  return {
    message_id: id,
    text: `Reply ${id}`,
    role: 'assistant',
    lang: 'en',
    rank,
    replies: [{ any: 'thing' }],
    ...changes,
  };
}

function tree(id: string, replies: Message[], changes: Message = {}) {
  const prompt = { message_id: id, text: `Prompt ${id}`, role: 'prompter', lang: 'en', replies, ...changes };
  return { message_tree_id: id, tree_state: 'ready_for_export', prompt };
}

const ranked = (id: string) => tree(id, [reply(`${id}b`, 1), reply(`${id}a`, 0), reply(`${id}c`, 2)]);
const read = (trees: unknown[], options = {}) =>
  importOasst(files.write('trees.jsonl', jsonLines(trees)), { seed: 1, ...options });

/** The prompts of each list, which must not overlap. */
function expectDisjoint({ ift, eftTrain, eftHeldOut, prompts }: OasstSeed) {
  const keys = [...ift, ...eftTrain, ...eftHeldOut, ...prompts.map(({ text }) => ({ prompt: text }))].map(
    ({ prompt }) => promptKey(prompt),
  );
  expect(new Set(keys).size).toBe(keys.length);
}

function expectRecords({ ift, eftTrain, eftHeldOut, prompts }: OasstSeed) {
  for (const record of ift) iftRecordSchema.parse(record);
  for (const group of [...eftTrain, ...eftHeldOut]) eftGroupSchema.parse(group);
  for (const prompt of prompts) promptRecordSchema.parse(prompt);
}

describe('importOasst', () => {
  it('divides the prompts by the fractions, without overlap, the same way for the same seed', async () => {
    const trees = Array.from({ length: 100 }, (_, index) => ranked(`t${index}`));
    const seed = await read(trees);
    expect([seed.ift, seed.eftTrain, seed.eftHeldOut, seed.prompts].map((list) => list.length)).toEqual([
      50, 30, 10, 10,
    ]);
    expectDisjoint(seed);
    expectRecords(seed);
    expect(await read(trees)).toEqual(seed);
    expect((await read(trees, { seed: 2 })).ift).not.toEqual(seed.ift);
  });

  it('takes the reply of rank 0 for IFT and all ranked ones, best first, for EFT', async () => {
    const { ift } = await read([ranked('t')], { eftFraction: 0, promptFraction: 0 });
    expect(ift).toEqual([{ id: 't', prompt: 'Prompt t', response: 'Reply ta' }]);
    const { eftHeldOut } = await read([ranked('t')], { eftFraction: 1, heldOutFraction: 1, promptFraction: 0 });
    expect(eftHeldOut).toEqual([
      {
        id: 't',
        prompt: 'Prompt t',
        replies: [
          { id: 'ta', text: 'Reply ta', rank: 0 },
          { id: 'tb', text: 'Reply tb', rank: 1 },
          { id: 'tc', text: 'Reply tc', rank: 2 },
        ],
      },
    ]);
  });

  it('drops and counts by reason, and closes the ranks where a reply was left out', async () => {
    const group = tree('g', [
      reply('g0', 0, { synthetic: true }),
      reply('g1', 1, { deleted: true }),
      reply('g2', 2),
      reply('g3', 3, { lang: 'de' }),
      reply('g4', 4, { text: ' ' }),
      reply('g5', 5, { text: 'x'.repeat(9000) }),
      reply('g6', null),
    ]);
    const seed = await read(
      [
        group,
        ranked('a'),
        tree('again', [reply('x', 0)], { text: 'prompt A!' }),
        tree('deleted', [], { deleted: true }),
        tree('spam', [], { review_result: false }),
        tree('german', [], { lang: 'de' }),
        tree('long', [], { text: 'x'.repeat(9000) }),
        tree('unanswered', []),
        tree('best-deleted', [reply('d0', 0, { deleted: true }), reply('d1', 1)]),
      ],
      { eftFraction: 1, heldOutFraction: 0, promptFraction: 0 },
    );
    expect(seed.eftTrain[0]?.replies.map(({ id, rank }) => [id, rank])).toEqual([
      ['g0', 0],
      ['g2', 1],
    ]);
    expect(seed.prompts.map(({ id }) => id)).toEqual(['unanswered', 'best-deleted']);
    expect(seed.counts).toEqual({
      trees: 9,
      droppedTrees: { deleted: 2, 'not-english': 1, empty: 0, 'too-long': 1, 'repeated-prompt': 1 },
      droppedReplies: { deleted: 2, 'not-english': 1, empty: 1, 'too-long': 1, 'not-ranked': 1 },
      withoutBestReply: 2,
      syntheticReplies: 1,
    });
  });

  it('reads several files, packed or not', async () => {
    const paths = [
      files.write('one.jsonl', jsonLines([ranked('a')])),
      files.write('two.jsonl.gz', gzipSync(jsonLines([ranked('b')]))),
    ];
    expect((await importOasst(paths, { seed: 1 })).counts.trees).toBe(2);
  });

  it('names the line and the field of a tree that is none', async () => {
    const { message_tree_id: _, ...headless } = ranked('b');
    await expect(read([ranked('a'), headless])).rejects.toThrow('trees.jsonl:2: message_tree_id: is missing');
  });
});

const shared = process.env['SRLM_SHARED_DATA'] ?? join(__dirname, '../../../../shared/data');
const real = join(shared, 'oasst/en_trees.jsonl');
if (existsSync(real)) {
  describe('importOasst on real trees', () => {
    it('gives valid records without overlap and loses no tree', async () => {
      const seed = await importOasst(real, { seed: 1 });
      expectRecords(seed);
      expectDisjoint(seed);
      const { trees, droppedTrees } = seed.counts;
      const used = seed.ift.length + seed.eftTrain.length + seed.eftHeldOut.length + seed.prompts.length;
      expect(used).toBe(trees - Object.values(droppedTrees).reduce((sum, count) => sum + count, 0));
      expect(used).toBeGreaterThan(0);
    });
  });
} else {
  console.info(`No trees at ${real}: take them from github.com/LAION-AI/Open-Assistant and set SRLM_SHARED_DATA.`);
}
