import { countSentences } from '../../../../../src/core/verifiers/ifeval/count-sentences';

describe('countSentences', () => {
  it.each([
    [0, ' '],
    [1, 'no end'],
    [1, 'One line\nand another\nwithout a stop'],
    [2, 'One. two'],
    [2, 'What?! Then go.'],
    [4, '"Yes!" he said. "No." She left.'],
    [2, '(See there.) Next.'],
    [4, '1. First.\n2. Second.'],
    [1, 'There are 8. and 9. of May'],
    [2, 'It costs 3.50. Really.'],
    [2, 'Mr. Smith met Dr. Jones at 5 p.m. The end.'],
    [2, 'The U.S. Government met. In the U.K. Parliament, too.'],
    [3, 'J. Bach wrote it. So did I. Then we ate.'],
    [2, 'Wait... what? Then go.'],
    [2, 'Wait... Then go.'],
  ])('%i in %j', (count, text) => {
    expect(countSentences(text)).toBe(count);
  });
});
