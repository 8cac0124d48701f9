import * as fc from 'fast-check';
import { splitSteps } from '../../../../src/core/process/split-steps';
import { textOf } from '../../../near-text';

describe('splitSteps (methods section 11)', () => {
  it.each<[string, string, string[]]>([
    [
      'at headings',
      'Step 1: add.\nStep 2: divide.\nStep 3: done.',
      ['Step 1: add.\n', 'Step 2: divide.\n', 'Step 3: done.'],
    ],
    [
      'at headings and not at the empty lines within',
      'Step 1: add.\n\n2 + 2 = 4\n\n**Step 2**: divide.',
      ['Step 1: add.\n\n2 + 2 = 4\n\n', '**Step 2**: divide.'],
    ],
    [
      'with a beginning before the first heading',
      'Let us see.\n\nStep 1: add.\nStep 2: divide.',
      ['Let us see.\n\nStep 1: add.\n', 'Step 2: divide.'],
    ],
    [
      'at empty lines without headings',
      'First add.\n\nThen divide.\nBy two.\n\n\nDone.',
      ['First add.\n\n', 'Then divide.\nBy two.\n\n\n', 'Done.'],
    ],
    [
      'never inside a block of code',
      'Add:\n```\na\n\nb\nStep 9: no\n```\n\nDone.',
      ['Add:\n```\na\n\nb\nStep 9: no\n```\n\n', 'Done.'],
    ],
    ['as one step', 'It is 4, by step 2 of the proof.', ['It is 4, by step 2 of the proof.']],
    ['with space around', '\n\nAdd.\n\nDone.\n', ['\n\nAdd.\n\n', 'Done.\n']],
    ['as nothing', '', []],
  ])('reads steps %s', (_, text, expected) => {
    expect(splitSteps(text)).toEqual(expected);
  });

  it('loses nothing: the steps joined are the text', () => {
    fc.assert(
      fc.property(textOf(['Step 1', 'Step 2: ', '\n', '\n\n', '```', 'add', ' ', '**', '\r\n'], 20), (text) => {
        expect(splitSteps(text).join('')).toBe(text);
      }),
      { seed: 20_401, numRuns: 3000 },
    );
  });
});
