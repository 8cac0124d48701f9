import { filterInstructions } from '../../../../src/core/prompts/filter-instructions';

const nothing = { kept: [], seed: [], heldOut: [] };

describe('filterInstructions (methods section 14)', () => {
  it('keeps new instructions, trimmed', () => {
    const candidates = [' Name three uses of a brick. ', 'Explain how tides work to a child.'];
    const { kept, dropped } = filterInstructions({ ...nothing, candidates });
    expect(kept).toEqual(['Name three uses of a brick.', 'Explain how tides work to a child.']);
    expect(new Set(Object.values(dropped))).toEqual(new Set([0]));
  });

  it.each([
    ['continued', 'Answer: because the sky scatters blue light'],
    ['continued', ' \n '],
    ['too-short', 'Why not?'],
    ['too-long', 'word '.repeat(151)],
    ['keyword', 'Describe the attached picture in detail'],
    ['punctuation', '"Explain" the word photosynthesis please'],
    ['punctuation', '- Explain the word photosynthesis please'],
    ['language', 'Напиши стихотворение о море и звёздах'],
    ['language', 'Erkläre mir, wie der Motor in einem Auto funktioniert und was das kostet'],
    ['language', 'Pouvez-vous écrire une lettre pour la fête dans le village de ma grand-mère'],
    ['similar', 'Write a poem about the sea at night'],
    ['contaminated', 'Please list five ways to save energy at home'],
  ])('drops as %s: %j', (reason, candidate) => {
    const seed = ['Write a short poem about the sea at night.'];
    const heldOut = ['List five good ways to save energy in an office'];
    const { kept, dropped } = filterInstructions({ candidates: [candidate], kept: [], seed, heldOut });
    expect(kept).toEqual([]);
    expect(Object.entries(dropped).filter(([, count]) => count > 0)).toEqual([[reason, 1]]);
  });

  it.each([
    'Translate "Wo ist der Bahnhof" to English for me.',
    'Create three healthy vegetarian dinner recipes using lentils',
    'What does "la vie est belle" mean in English?',
    'Write code that prints 你好 on the screen',
  ])('takes %j for English', (candidate) => {
    expect(filterInstructions({ ...nothing, candidates: [candidate] }).kept).toEqual([candidate]);
  });

  it('names the first filter that a candidate fails', () => {
    const { dropped } = filterInstructions({ ...nothing, candidates: ['- picture', '- draw a small red house'] });
    expect(dropped).toMatchObject({ 'too-short': 1, keyword: 1, punctuation: 0 });
  });

  it('compares a candidate with those kept before it, in this call and in earlier ones', () => {
    const text = 'Give me advice on buying a used bicycle.';
    expect(filterInstructions({ ...nothing, candidates: [text, text] }).dropped.similar).toBe(1);
    expect(filterInstructions({ ...nothing, kept: [text], candidates: [text] }).dropped.similar).toBe(1);
  });

  it('says how similar each kept one is to what was there', () => {
    const { similarities } = filterInstructions({
      ...nothing,
      seed: ['a b c x y z'],
      candidates: ['a b c d e f', 'g h i j'],
    });
    expect(similarities).toEqual([0.5, 0]);
  });

  it.each([
    ['three words', 'Explain ocean tides.', true],
    ['two words', 'Explain tides.', false],
    ['150 words', `${'word '.repeat(149)}word`, true],
    // Seven of ten words are those of the seed prompt, in their order: F = 0.7 exactly.
    ['a ROUGE-L of 0.7 to a seed prompt', 'a b c d e f g x y z', false],
    ['one below 0.7', 'a b c d e f w x y z', true],
    // Five of ten.
    ['one of 0.5 to a held-out prompt', 'k l m n o v w x y z', false],
    ['one below 0.5', 'k l m n u v w x y z', true],
  ])('has inclusive bounds of length and exclusive ones of likeness: %s', (_, candidate, isKept) => {
    const known = { kept: [], seed: ['a b c d e f g h i j'], heldOut: ['k l m n o p q r s t'] };
    expect(filterInstructions({ ...known, candidates: [candidate] }).kept).toEqual(isKept ? [candidate] : []);
  });

  it('keeps any language when asked to', () => {
    const candidates = ['Напиши стихотворение о море'];
    expect(filterInstructions({ ...nothing, candidates, limits: { language: 'any' } }).kept).toEqual(candidates);
  });

  it.each([
    ['Explain tides to a child.\n\nTides are caused by the moon.', 'Explain tides to a child.'],
    ['Explain tides to a child.\nAnswer: the moon', 'Explain tides to a child.'],
    ['Explain tides to a child.\n**Output:** the moon', 'Explain tides to a child.'],
    ['Explain tides to a child.\n### Next', 'Explain tides to a child.'],
    ['Explain tides to a child.<|im_end|>\n<|im_start|>', 'Explain tides to a child.'],
    ['Fix this sentence:\nHe go to school.', 'Fix this sentence:\nHe go to school.'],
    ['Give a short answer: what is a tide?', 'Give a short answer: what is a tide?'],
  ])('cuts what a model adds after its instruction: %j', (candidate, kept) => {
    expect(filterInstructions({ ...nothing, candidates: [candidate] }).kept).toEqual([kept]);
  });
});
