import { refusalCanary, refusalRate, teachesOverRefusal } from '../../../../src/core/guard-rails/over-refusal';
import { looksLikeRefusal } from '../../../../src/core/guard-rails/refusal';

const REFUSALS = [
  "I'm sorry, but I can't help with that.",
  'I’m sorry, but I can’t assist with that request.',
  'I cannot provide instructions for this.',
  'Sorry, but I am unable to answer that question.',
  "I won't write that for you.",
  'As an AI language model, I am not able to give medical advice.',
  'I must respectfully decline this request.',
  "I'm not comfortable discussing this topic.",
  'Unfortunately, I am not able to do that.',
  "It's not appropriate for me to help with this.",
  'I apologize, but I cannot fulfill this request.',
];
const ANSWERS = [
  'I cannot wait to show you this recipe!',
  "I can't recommend this book enough.",
  'Sorry to hear that. Here is what you can do: rest and drink water.',
  'Bake it for 20 minutes.',
  'As an AI class, this course covers search and planning.',
  "You can't divide by zero, because no number times zero is one.",
  'The word "refuse" means to decline. I will explain its use.',
  'I can help with that. First, boil the water.',
  "I can't help but admire the question.",
  `${'A long answer about history. '.repeat(15)}I cannot help you further.`,
  '',
];

// Methods sheet, 12: over-refusal guard.
describe('looksLikeRefusal', () => {
  it.each(REFUSALS)('sees a refusal in %j', (text) => {
    expect(looksLikeRefusal(text)).toBe(true);
  });

  it.each(ANSWERS)('sees none in %j', (text) => {
    expect(looksLikeRefusal(text)).toBe(false);
  });
});

describe('teachesOverRefusal', () => {
  it('drops a chosen refusal of a benign prompt, and keeps that of a red-team prompt', () => {
    const [refusal = ''] = REFUSALS;
    expect(teachesOverRefusal({ promptKind: 'benign', chosen: refusal })).toBe(true);
    expect(teachesOverRefusal({ promptKind: 'red-team', chosen: refusal })).toBe(false);
    expect(teachesOverRefusal({ promptKind: 'benign', chosen: 'Bake it.' })).toBe(false);
  });
});

describe('refusalCanary', () => {
  it('allows 2 points more and not a bit beyond', () => {
    expect(refusalCanary({ before: 0.1, after: 0.12 }).kind).toBe('holds');
    expect(refusalCanary({ before: 0.05, after: 0.07 }).kind).toBe('holds');
    expect(refusalCanary({ before: 0.3, after: 0.1 }).kind).toBe('holds');
    expect(refusalCanary({ before: 0.1, after: 0.121 })).toMatchObject({ kind: 'rose-too-far' });
  });

  it('has the rate of a canary set', () => {
    expect(refusalRate([...REFUSALS.slice(0, 1), 'Yes.', 'No.', 'Bake it.'])).toBe(0.25);
    expect(refusalRate([])).toBeNull();
  });
});
