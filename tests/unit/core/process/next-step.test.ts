import { stepOf } from '../../../../src/core/process/next-step';

describe('stepOf', () => {
  it.each([
    ['an empty line', 'We add.\n\n', { text: 'We add.\n\n', isFinal: false }],
    ['the heading of the next step, which is not part of it', 'We add.\nStep ', { text: 'We add.\n', isFinal: false }],
    ['the end of the reply', 'So it is 4.', { text: 'So it is 4.', isFinal: true }],
    ['nothing', '', { text: '', isFinal: true }],
  ])('ends a step at %s', (_, reply, step) => {
    expect(stepOf(reply)).toEqual(step);
  });
});
