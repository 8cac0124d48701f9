import { z } from 'zod';
import { distinctBigrams } from '../../../../src/core/prompts/distinct-bigrams';
import { filterAcceptance } from '../../../../src/core/prompts/filter-acceptance';
import { filterInstructions } from '../../../../src/core/prompts/filter-instructions';
import { promptCategory } from '../../../../src/core/prompts/prompt-category';
import { promptDiversity } from '../../../../src/core/prompts/prompt-diversity';
import { countOf, describeSharedData } from '../../data/shared-data';

describe('distinctBigrams (methods section 14)', () => {
  it.each([
    ['no two alike', ['Name a red fruit'], 1],
    ['one of three repeated, in any case and punctuation', ['red fruit', 'Red fruit!', 'a fruit'], 2 / 3],
    ['none across two texts', ['a b', 'b a', 'a b'], 2 / 3],
    ['none at all', ['word', ''], null],
  ])('is the share of bigrams that are distinct: %s', (_, texts, share) => {
    expect(distinctBigrams(texts)).toBe(share);
  });
});

describe('promptCategory (methods section 14)', () => {
  it.each([
    ['Write a poem about how tides work.', 'write'],
    ['Can you explain why the sky is blue?', 'explain'],
    ['Given a sentence, translate it to French.', 'rewrite'],
    ['What should I name my cat?', 'what'],
    ['In my garden nothing grows; why?', 'why'],
    ['Is a tomato a fruit?', 'yes or no'],
    ['Hello there', 'other'],
    ['Напиши стихотворение о море', 'other'],
  ])('is told by the first word that says what is asked: %j', (text, category) => {
    expect(promptCategory(text)).toBe(category);
  });
});

describe('promptDiversity (methods section 14)', () => {
  it('counts generated prompts beside the seed, and leaves out categories of neither', () => {
    expect(
      promptDiversity({
        generated: ['Write a letter.', 'Write a song.', 'Why is it dark?'],
        similarities: [0.5, 0.25, 0],
        seed: ['Write a list.', 'Is it late?'],
      }),
    ).toEqual({
      meanMaxRouge: 0.25,
      // Of seven bigrams "write a" is there twice.
      distinct2: 6 / 7,
      categories: [
        { category: 'write', generated: 2, seed: 1 },
        { category: 'why', generated: 1, seed: 0 },
        { category: 'yes or no', generated: 0, seed: 1 },
      ],
    });
  });

  it('says nothing of no prompts', () => {
    expect(promptDiversity({ generated: [], similarities: [], seed: [] })).toEqual({
      meanMaxRouge: null,
      distinct2: null,
      categories: [],
    });
  });
});

describe('filterAcceptance (methods section 14)', () => {
  it('gives for each filter the candidates that reached it and those that it let pass', () => {
    const candidates = ['Why?', 'draw a big house', 'a b c d e f', 'a b c d e f', 'g h i j'];
    const { dropped, kept } = filterInstructions({ candidates, kept: [], seed: [], heldOut: [] });
    const rows = filterAcceptance({ ...dropped, kept: 1, surplus: kept.length - 1, missing: 0 });
    expect(rows.filter(({ reached, passed }) => passed < reached)).toEqual([
      { filter: 'too-short', reached: 5, passed: 4 },
      { filter: 'keyword', reached: 4, passed: 3 },
      { filter: 'similar', reached: 3, passed: 2 },
    ]);
    expect(rows.at(-1)).toEqual({ filter: 'contaminated', reached: 2, passed: 2 });
  });

  it('gives nothing where it is not known how many passed', () => {
    expect(filterAcceptance({ similar: 4, kept: 2, missing: 0 })).toEqual([]);
  });
});

describeSharedData('self_instruct', 'github.com/yizhongw/self-instruct', ({ rows }) => {
  it('finds what nine of ten seed tasks ask for (methods section 14)', () => {
    const tasks = rows('seed_tasks.jsonl', z.object({ instruction: z.string() }));
    const counts = countOf(tasks.map(({ instruction }) => promptCategory(instruction)));
    expect(tasks).toHaveLength(175);
    expect(counts.get('other') ?? 0).toBeLessThan(17.5);
    expect(counts.size).toBeGreaterThan(10);
  });
});
