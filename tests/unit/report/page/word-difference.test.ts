import { wordDifference } from '../../../../src/report/page/word-difference';

const own = (stretches: { kind: string; text: string }[]) =>
  stretches.filter(({ kind }) => kind === 'own').map(({ text }) => text.trim());
const textOf = (stretches: { text: string }[]) => stretches.map(({ text }) => text).join('');

it.each([
  ['one and the same', 'one and the same'],
  ['', 'something new'],
  ['  spaces\nand lines ', 'spaces and\nother lines'],
  ['Zeichen: ä, é, 漢字.', 'Zeichen: ö, é, 漢字!'],
])('loses nothing of %j and %j', (first, second) => {
  const difference = wordDifference(first, second);
  expect(textOf(difference.first)).toBe(first);
  expect(textOf(difference.second)).toBe(second);
});

it('marks what only one side has', () => {
  const { first, second } = wordDifference(
    'The sky is blue because air scatters short waves more than long ones.',
    'The sky is blue as air scatters short waves far more than long ones do.',
  );
  expect([own(first), own(second)]).toEqual([['because'], ['as', 'far', 'do']]);
});

it('takes a space for no difference', () => {
  const { first, second } = wordDifference('one two three', 'one\ntwo  three');
  expect([own(first), own(second)]).toEqual([[], []]);
});

it('does not pick single equal words out of two texts that have nothing in common', () => {
  const { first } = wordDifference('We bake bread in the oven every day', 'Planets move around the sun in ellipses');
  expect(own(first)).toEqual(['We bake bread in the oven every day']);
});

it('marks everything between the equal ends of texts that are too long to compare', () => {
  const long = (word: string) => `begin ${`${word} `.repeat(4000)}end`;
  const { first, second } = wordDifference(long('a'), long('b'));
  expect(first.map(({ kind }) => kind)).toEqual(['same', 'own', 'same']);
  expect(second.map(({ kind }) => kind)).toEqual(['same', 'own', 'same']);
});
