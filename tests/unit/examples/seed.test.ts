import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { eftGroupSchema, givenPairSchema, iftRecordSchema, promptRecordSchema } from '../../../src/core/records';

const folder = join(__dirname, '../../../examples/seed');

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

const ift = read('ift.jsonl', iftRecordSchema);
const train = read('eft-train.jsonl', eftGroupSchema);
const heldout = read('eft-heldout.jsonl', eftGroupSchema);
const prompts = read('prompts.jsonl', promptRecordSchema);

const redTeam = read('red-team.jsonl', promptRecordSchema);
const canaries = read('safety-canaries.jsonl', givenPairSchema);

const groups = [...train, ...heldout];
const replies = groups.flatMap((group) => group.replies);
const everyPrompt = [
  ...[...ift, ...groups, ...canaries].map((record) => record.prompt),
  ...[...prompts, ...redTeam].map((record) => record.text),
];

const countWords = (text: string) => text.trim().split(/\s+/).length;
const lengthsOutside = (texts: string[], min: number, max: number) =>
  texts.filter((text) => countWords(text) < min || countWords(text) > max);

/** Share of words in the longest common subsequence: 1 for equal texts, 0 for texts without a common word. */
function similarity(first: string[], second: string[]): number {
  let previous = Array.from({ length: second.length + 1 }, () => 0);
  for (const word of first) {
    const current = [0];
    for (const [index, other] of second.entries()) {
      const diagonal = previous[index] ?? 0;
      current.push(word === other ? diagonal + 1 : Math.max(previous[index + 1] ?? 0, current[index] ?? 0));
    }
    previous = current;
  }
  return (2 * (previous.at(-1) ?? 0)) / (first.length + second.length);
}

describe('seed data', () => {
  it('has the number of records that its README states', () => {
    const counts = {
      ift: ift.length,
      train: train.length,
      heldout: heldout.length,
      prompts: prompts.length,
      redTeam: redTeam.length,
      canaries: canaries.length,
    };
    expect(counts).toEqual({ ift: 80, train: 40, heldout: 20, prompts: 40, redTeam: 24, canaries: 8 });
    const replyCounts = [train, heldout].map((part) => part.flatMap((group) => group.replies).length);
    expect(replyCounts).toEqual([121, 63]);
  });

  it('uses every id once', () => {
    const ids = [...ift, ...groups, ...prompts, ...redTeam, ...canaries, ...replies].map((record) => record.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is plain ASCII', () => {
    for (const file of [
      'ift.jsonl',
      'eft-train.jsonl',
      'eft-heldout.jsonl',
      'prompts.jsonl',
      'red-team.jsonl',
      'safety-canaries.jsonl',
      'README.md',
    ]) {
      expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  it('keeps prompts, responses and replies within their lengths in words', () => {
    expect(lengthsOutside(everyPrompt, 5, 40)).toEqual([]);
    expect(
      lengthsOutside(
        ift.map((record) => record.response),
        25,
        70,
      ),
    ).toEqual([]);
    expect(
      lengthsOutside(
        replies.map((reply) => reply.text),
        15,
        60,
      ),
    ).toEqual([]);
  });

  it('repeats no prompt, nor one with almost the same words', () => {
    const words = everyPrompt.map((prompt) => prompt.toLowerCase().match(/[a-z0-9]+/g) ?? []);
    const near = words.flatMap((first, index) =>
      words
        .slice(index + 1)
        .filter((second) => similarity(first, second) >= 0.7)
        .map((second) => [first.join(' '), second.join(' ')]),
    );
    expect(near).toEqual([]);
  });
});

describe('judgements', () => {
  it('are given for every training reply and for no held-out reply', () => {
    expect(train.flatMap((group) => group.replies).filter((reply) => !reply.judgement)).toEqual([]);
    expect(heldout.flatMap((group) => group.replies).filter((reply) => reply.judgement)).toEqual([]);
  });

  it('end with a score line that equals the score, after 12 to 30 words of reasons', () => {
    for (const { judgement } of train.flatMap((group) => group.replies)) {
      const [reasons = '', ...rest] = judgement?.text.split('\n') ?? [];
      expect(rest).toEqual([`Score: ${judgement?.score}`]);
      expect(lengthsOutside([reasons], 12, 30)).toEqual([]);
    }
  });

  it('fall strictly from one rank to the next', () => {
    for (const group of groups) {
      const sorted = group.replies.toSorted((a, b) => a.rank - b.rank);
      expect(sorted.map((reply) => reply.rank)).toEqual(sorted.map((_, index) => index));
      const scores = sorted.flatMap((reply) => reply.judgement?.score ?? []);
      expect(scores).toEqual([...new Set(scores)].toSorted((a, b) => b - a));
    }
  });

  it.each([0, 1, 2, 3, 4, 5])('use score %i for 8 to 30 percent of the replies', (score) => {
    const scores = train.flatMap((group) => group.replies).map((reply) => reply.judgement?.score);
    const share = scores.filter((other) => other === score).length / scores.length;
    expect(share).toBeGreaterThanOrEqual(0.08);
    expect(share).toBeLessThanOrEqual(0.3);
  });
});

describe('ranked replies', () => {
  it.each([
    ['training', train],
    ['held-out', heldout],
  ])('give the best %s reply away neither by place nor by length', (_, part) => {
    const places = part.map((group) => group.replies.findIndex((reply) => reply.rank === 0));
    for (const place of [0, 1, 2])
      expect(places.filter((other) => other === place).length / part.length).toBeLessThan(0.45);
    const longest = part.filter((group) => {
      const [first] = group.replies.toSorted((a, b) => countWords(b.text) - countWords(a.text));
      return first?.rank === 0;
    });
    expect(longest.length / part.length).toBeLessThan(0.6);
  });
});
