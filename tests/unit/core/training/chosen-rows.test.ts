import { chosenRows } from '../../../../src/core/training/chosen-rows';

const pair = (id: string, prompt: string, chosen: string) => ({ id, prompt, chosen, rejected: 'worse' });

it('imitates what each pair prefers, each answer once, and counts the others (methods section 3)', () => {
  const pairs = [pair('a', 'Why?', 'So.'), pair('b', 'Why?', 'So.'), pair('c', 'How?', 'So.'), pair('d', 'Who?', ' ')];
  expect(chosenRows(pairs)).toEqual({
    rows: [
      { id: 'a', prompt: [{ role: 'user', content: 'Why?' }], completion: 'So.', weight: 1 },
      { id: 'c', prompt: [{ role: 'user', content: 'How?' }], completion: 'So.', weight: 1 },
    ],
    discarded: { empty: 1, repeated: 1 },
  });
});
