import { promptKey } from '../../../../src/core/prompts/prompt-key';

describe('promptKey', () => {
  it.each([
    ['Why is the sky blue?', ' why is the  SKY blue'],
    ['Cafe\u0301, please!', 'café please'],
  ])('is the same for %j and %j', (a, b) => {
    expect(promptKey(a)).toBe(promptKey(b));
  });

  it.each([
    ['What is 2+3?', 'What is 2+4?'],
    ['???', '!!!'],
    ['写诗', '写歌'],
  ])('tells %j from %j', (a, b) => {
    expect(promptKey(a)).not.toBe(promptKey(b));
  });
});
