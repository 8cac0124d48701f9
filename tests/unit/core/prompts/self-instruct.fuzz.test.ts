import * as fc from 'fast-check';
import { defaultInstructionLimits, filterInstructions } from '../../../../src/core/prompts/filter-instructions';
import { parseInstructions } from '../../../../src/core/prompts/parse-instructions';
import { testEvery } from '../../../fuzz';
import { textOf } from '../../../near-text';

// prettier-ignore
const REPLY = [
  '1.', '2. ', '3) ', '12. ', '**4.** ', '1234. ', '\n', '\n\n', '\r\n', ' ', '\t', '**', 'Write a poem', 'Name three rivers', 'Answer: ',
  '- ', '# ', '<|im_end|>', 'one', '.', ')',
];

describe('parseInstructions', () => {
  testEvery('gives trimmed items with text, each of which stands in the reply', textOf(REPLY, 20), (reply) => {
    const plain = (text: string) => text.replace(/[\s*]/g, '');
    let from = 0;
    for (const item of parseInstructions(reply)) {
      if (item === '' || item !== item.trim()) throw new Error(`item ${JSON.stringify(item)}`);
      const at = plain(reply).indexOf(plain(item), from);
      if (at < 0) throw new Error(`${JSON.stringify(item)} is not in the reply, or not in this order`);
      from = at + plain(item).length;
    }
  });

  const sentence = fc.array(fc.constantFrom('Write', 'name', 'three', 'rivers', 'in', 'Asia', 'why?'), {
    minLength: 1,
    maxLength: 5,
  });
  const sentences = fc.array(
    sentence.map((words) => words.join(' ')),
    { minLength: 1, maxLength: 6 },
  );
  const sign = fc.constantFrom('. ', ') ', '.\t', '.  ');
  testEvery(
    'reads back every list of one-line items, also when it goes on with a number that is there',
    fc.tuple(sentences, sign, fc.nat({ max: 90 }), fc.boolean()),
    ([items, mark, first, open]) => {
      const list = items.map((item, index) => `${first + index}${mark}${item}`).join('\n');
      const reply = open ? list.replace(/^\d+[.)]/, '') : list;
      if (JSON.stringify(parseInstructions(reply)) !== JSON.stringify(items))
        throw new Error(JSON.stringify(parseInstructions(reply)));
    },
  );
});

// prettier-ignore
const WORDS = [
  'write ', 'a ', 'poem ', 'about ', 'the ', 'sea ', 'explain ', 'how ', 'rivers ', 'form ', 'image ', 'Graph ', 'und ', 'der ', 'nicht ',
  'мир ', '漢字', '. ', '?', '!', '\n\n', '\nAnswer: ', 'Write a poem about the sea', 'explain how rivers form in the north ',
];

describe('filterInstructions', () => {
  const some = (size: number) => fc.array(textOf(WORDS, 9), { minLength: size, maxLength: size });
  testEvery(
    'keeps of five candidates only what passes every filter, and counts the rest',
    fc.record({ candidates: some(5), kept: some(1), seed: some(2), heldOut: some(1) }),
    (given) => {
      const { kept, origins, similarities, dropped } = filterInstructions(given);
      const droppedCount = Object.values(dropped).reduce((sum, count) => sum + count, 0);
      if (kept.length + droppedCount !== given.candidates.length) throw new Error('some are neither kept nor dropped');
      for (const [index, text] of kept.entries()) {
        const words = splitWords(text);
        const known = [...given.seed, ...given.kept, ...kept.slice(0, index)];
        const problems = [
          words.length < 3 || words.length > 150 ? 'length' : '',
          defaultInstructionLimits.keywords.some((keyword) => words.includes(keyword)) ? 'keyword' : '',
          /^[\p{P}\p{S}]/u.test(text) ? 'punctuation' : '',
          /\n[ \t]*\n|<\||^answer:/im.test(text) ? 'answers itself' : '',
          isMostlyLatin(text) ? '' : 'script',
          known.some((other) => similarity(text, other) >= 0.7) ? 'similar' : '',
          given.heldOut.some((other) => similarity(text, other) >= 0.5) ? 'contaminated' : '',
          given.candidates[origins[index] ?? -1]?.includes(text) ? '' : 'origin',
          (similarities[index] ?? 1) < 0.7 ? '' : 'similarity',
        ].filter((problem) => problem !== '');
        if (problems.length > 0) throw new Error(`kept ${JSON.stringify(text)}: ${problems.join(', ')}`);
      }
    },
    20_000,
  );

  it('takes a megabyte of anything in linear time', () => {
    const started = performance.now();
    for (const piece of ['\n', '\n \t', '1. ', '**', '\n1.', 'answer ', '\n####', '<', ' '.repeat(64)]) {
      const candidates = parseInstructions(`1. ${piece.repeat(Math.ceil(2 ** 20 / piece.length))}`).slice(0, 5);
      filterInstructions({ candidates, kept: [], seed: ['one two three'], heldOut: [] });
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

function splitWords(text: string): string[] {
  const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const words: string[] = [];
  let open = false;
  for (const character of text.normalize('NFC').toLowerCase()) {
    const inWord = /[\p{L}\p{M}\p{N}]/u.test(character);
    if (alone.test(character) || (inWord && !open)) words.push(character);
    else if (inWord) words.push(`${words.pop()}${character}`);
    open = inWord && !alone.test(character);
  }
  return words;
}

function isMostlyLatin(text: string): boolean {
  const letters = Array.from(text).filter((character) => /\p{L}/u.test(character));
  return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length * 2 >= letters.length;
}

/** ROUGE-L by its definition. */
function similarity(a: string, b: string): number {
  const [one, other] = [splitWords(a), splitWords(b)];
  if (one.length + other.length === 0) return 0;
  let row = Array.from({ length: other.length + 1 }, () => 0);
  for (const word of one) {
    const next = [0];
    for (const [column, against] of other.entries()) {
      next.push(word === against ? (row[column] ?? 0) + 1 : Math.max(row[column + 1] ?? 0, next[column] ?? 0));
    }
    row = next;
  }
  return (2 * (row.at(-1) ?? 0)) / (one.length + other.length);
}
