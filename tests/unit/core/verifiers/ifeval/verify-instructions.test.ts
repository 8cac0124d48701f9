import {
  promptInstructionSchema,
  supportedInstructions,
} from '../../../../../src/core/verifiers/ifeval/prompt-instruction';
import { verifyInstructions, type Leniency } from '../../../../../src/core/verifiers/ifeval/verify-instructions';

type Case = [id: string, kwargs: Record<string, unknown>, follows: string[], misses: string[]];

/** Each kind with responses that follow it and that do not. */
const CASES: Case[] = [
  ['keywords:existence', { keywords: ['Red', 'blue'] }, ['reddish BLUE'], ['red']],
  ['keywords:frequency', { keyword: 'ha', relation: 'at least', frequency: 2 }, ['Haha'], ['ha']],
  ['keywords:frequency', { keyword: 'c++ (new)', relation: 'less than', frequency: 1 }, ['c'], ['C++ (new)']],
  ['keywords:forbidden_words', { forbidden_words: ['cat', 'ärger'] }, ['category', 'Verärgert'], ['a Cat.', 'Ärger!']],
  ['keywords:letter_frequency', { letter: 'Q', let_relation: 'less than', let_frequency: 2 }, ['q'], ['qQ']],
  ['length_constraints:number_words', { relation: 'at least', num_words: 3 }, ["it's so"], ['two words']],
  [
    'length_constraints:number_sentences',
    { relation: 'less than', num_sentences: 3 },
    ['One. Two by Dr. Who!'],
    ['One. Two. Three.'],
  ],
  ['language:response_language', { language: 'de' }, ['Das ist nicht gut.'], ['This is not good.', 'Gut!']],
  [
    'change_case:capital_word_frequency',
    { capital_relation: 'at least', capital_frequency: 2 },
    ["DON'T", 'A. B'],
    ['U.S. is', 'WELL-KNOWN x'],
  ],
  ['change_case:capital_word_frequency', { capital_relation: 'less than', capital_frequency: 1 }, ['None'], ['ALL']],
  ['change_case:english_capital', {}, ['THIS IS LOUD! 5'], ['THIS IS Loud', 'DAS IST NICHT GUT', 'YES', '5']],
  ['change_case:english_lowercase', {}, ['this is quiet. 5'], ['This is', 'das ist nicht gut', '5']],
  ['punctuation:no_comma', {}, ['a; b'], ['a, b']],
  ['startend:end_checker', { end_phrase: 'The End.' }, ['It is the end.', '"… the END."'], ['the end. Bye']],
  ['startend:quotation', {}, ['"a"', ' "" ', '"a\nb" '], ['"a', 'a"', '"']],
  ['combination:repeat_prompt', { prompt_to_repeat: 'Why? ' }, ['why? Because.'], ['Because.']],
  [
    'combination:two_responses',
    {},
    ['a\n******\nb', 'a******b******'],
    ['a', 'a******a', 'a******b******c', 'a************b'],
  ],
  [
    'detectable_format:number_bullet_lists',
    { num_bullets: 2 },
    ['* a\n* b', '- a\n\n  - b'],
    ['* a', '** a\n* b', '* a\n* b\n* c'],
  ],
  [
    'detectable_format:number_highlighted_sections',
    { num_highlights: 2 },
    ['*a* and *b*', '*a* **b**'],
    ['*a*', '** ** *a*'],
  ],
  [
    'detectable_format:multiple_sections',
    { section_spliter: 'Section', num_sections: 2 },
    ['Section 1\nx\nSection 2\ny'],
    ['Section 1', 'Section A Section B'],
  ],
  [
    'detectable_format:json_format',
    {},
    ['{"a": 1}', '```json\n[1]\n```', '```JSON\n{}\n```', '```\n3\n```'],
    ['{a: 1}', 'Here: {}', ''],
  ],
  ['detectable_format:title', {}, ['<<A title>>\nx'], ['<< >>', '<A title>', '<<a\nb>>']],
  ['detectable_format:constrained_response', {}, ['My answer is maybe.'], ['my answer is yes.', 'Yes.']],
  ['detectable_content:number_placeholders', { num_placeholders: 2 }, ['[a] [b]', '[] [x]'], ['[a]', '[a\n] [b]']],
  ['detectable_content:postscript', { postscript_marker: 'P.S.' }, ['x\nP.S. y', 'p. s. y'], ['PS y']],
  ['detectable_content:postscript', { postscript_marker: 'P.P.S' }, ['P.P.S y', 'p. p. s'], ['P.S. y']],
  [
    'length_constraints:number_paragraphs',
    { num_paragraphs: 2 },
    ['a\n***\nb', '***a***b***'],
    ['a\n\nb', 'a***\n***b', 'a***b***c'],
  ],
  [
    'length_constraints:nth_paragraph_first_word',
    { num_paragraphs: 2, nth_paragraph: 2, first_word: 'Then' },
    ['a\n\n"Then, b', 'a\n\nthen\n\n'],
    ['then', 'a\n\nNext', 'a\n\nthen\n\nc', 'a\n\n\n\nthen'],
  ],
];

const score = (response: string, id: string, kwargs: Record<string, unknown>, leniency: Leniency = 'strict') =>
  verifyInstructions({ response, instructions: [promptInstructionSchema.parse({ id, kwargs })], leniency }).score;

describe('ifeval (methods section 2)', () => {
  it('has a case for every kind', () => {
    expect([...new Set(CASES.map(([id]) => id))].toSorted()).toEqual(supportedInstructions);
  });

  describe.each(CASES)('%s %j', (id, kwargs, follows, misses) => {
    it.each(follows)('is followed by %j', (response) => {
      expect(score(response, id, kwargs)).toBe(1);
    });
    it.each(misses)('is not followed by %j', (response) => {
      expect(score(response, id, kwargs)).toBe(0);
    });
  });

  it('scores the share of the instructions and names the others', () => {
    const ids = ['punctuation:no_comma', 'startend:quotation', 'detectable_format:title'];
    const asked = { instructions: ids.map((id) => ({ id, kwargs: {} })), leniency: 'strict' } as const;
    expect(verifyInstructions({ ...asked, response: '"a"' })).toEqual({
      score: 1 - 1 / 3,
      reason: 'not followed: detectable_format:title',
    });
    expect(verifyInstructions({ ...asked, response: '"<<a>>"' })).toEqual({ score: 1 });
  });

  it('accepts loosely what a first line, a last line or asterisks spoil', () => {
    const response = 'Sure, here it is:\n**"a"**\nAnything else?';
    expect(score(response, 'startend:quotation', {})).toBe(0);
    expect(score(response, 'startend:quotation', {}, 'loose')).toBe(1);
  });

  it('takes an empty response for one that follows nothing', () => {
    expect(score(' ', 'punctuation:no_comma', {})).toBe(0);
    expect(score('', 'punctuation:no_comma', {}, 'loose')).toBe(0);
  });
});

describe('promptInstructionSchema', () => {
  it.each([
    ['language:response_language', { language: 'xx' }, 'kwargs.language', 'expected one of'],
    ['constructor', {}, 'id', '"constructor" is not supported'],
    ['keywords:existence', {}, 'kwargs.keywords', 'expected array'],
    ['keywords:existence', { keywords: ['a', 1] }, 'kwargs.keywords.1', 'expected string'],
    [
      'keywords:frequency',
      { keyword: 'a', relation: 'about', frequency: 1 },
      'kwargs.relation',
      'expected one of "at least"|"less than"',
    ],
  ])('refuses %s with %j, which cannot be checked, by its field', (id, kwargs, field, message) => {
    const issues = promptInstructionSchema.safeParse({ id, kwargs }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual([field]);
    expect(issues[0]?.message).toContain(message);
  });

  it('ignores arguments of other kinds', () => {
    const given = { id: 'punctuation:no_comma', kwargs: { keywords: null } };
    expect(promptInstructionSchema.parse(given)).toEqual(given);
  });
});
