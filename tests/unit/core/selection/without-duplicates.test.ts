import { duplicatesOf, withoutDuplicates } from '../../../../src/core/selection/without-duplicates';
import { response } from './candidates';

const cut = { finishReason: 'length' } as const;
const kept = (...texts: (string | [text: string, changes: object])[]) =>
  withoutDuplicates(
    texts.map((each, index) => {
      const [text, changes] = typeof each === 'string' ? [each, {}] : each;
      return response(`r${index}`, { text, ...changes });
    }),
  ).map(({ id }) => id);

describe('withoutDuplicates (methods section 4: remove duplicates)', () => {
  it.each<[rule: string, kept: string[], expected: string[]]>([
    ['keeps texts that differ, in their order', kept('b', 'a', 'c'), ['r0', 'r1', 'r2']],
    ['keeps the first of equal texts', kept('a', 'b', 'a', 'b', 'a'), ['r0', 'r1']],
    ['takes texts for equal that read the same', kept('a\n', ' a', 'a\u200b', 'A'), ['r0', 'r3']],
    ['keeps one that ended by itself rather than one that was cut', kept(['a', cut], 'b', 'a', 'a'), ['r1', 'r2']],
    ['keeps the first where all of them were cut', kept(['a', cut], ['a', cut]), ['r0']],
    ['keeps one of several that are empty', kept('', ' ', 'a'), ['r0', 'r2']],
    ['has nothing to remove where nothing was sampled', kept(), []],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

describe('duplicatesOf', () => {
  const of = (promptId: string, ...samples: number[]) =>
    samples.map((sample) => response(`${promptId}.r${sample}`, { promptId }));

  it('counts the samples that a prompt lacks', () => {
    expect(duplicatesOf([...of('p', 0, 2), ...of('q', 0, 1, 2)], 3)).toBe(1);
  });

  it('counts nothing of a prompt that was set aside, and no response of a teacher', () => {
    const byTeacher = response('p.teacher', { promptId: 'p', origin: 'teacher' });
    expect(duplicatesOf([...of('p', 0), byTeacher], 2)).toBe(1);
    expect(duplicatesOf([], 7)).toBe(0);
  });
});
