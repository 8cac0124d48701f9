import {
  multipleChoiceMessages,
  multipleChoiceScores,
  multipleChoiceVersion,
  parseMultipleChoice,
} from '../../../../src/core/judging/multiple-choice-prompt';

describe('multipleChoiceMessages (methods section 1: ablation)', () => {
  it('offers five descriptions of which each has a number that counts', () => {
    const [message] = multipleChoiceMessages({ prompt: 'Why?', response: 'Because.' });
    expect(message?.content.match(/^\d/gm)).toEqual(multipleChoiceScores.choices);
    expect(message?.content).toContain('<instruction>\nWhy?\n</instruction>\n\n<answer>\nBecause.\n</answer>');
  });

  it('has a version that changes only with the wording', () => {
    expect(multipleChoiceVersion).toMatchInlineSnapshot(
      `"sha256:050c1ec9558c4e5e440675de26af6f76577a86def05f22a3f34cda217edfe50e"`,
    );
  });
});

describe('parseMultipleChoice', () => {
  it.each([1, 2, 3, 4, 5])('reads the number %d', (score) => {
    expect(parseMultipleChoice(`It fits.\nScore: ${score}`)).toEqual({ kind: 'scored', score, constrained: false });
  });

  it.each([
    ['Score: 0', 'out-of-range'],
    ['Score: 3.5', 'out-of-range'],
    ['Score: 6', 'out-of-range'],
    ['Description 3', 'no-score'],
  ])('finds no choice in %j: %s', (reply, reason) => {
    expect(parseMultipleChoice(reply)).toEqual({ kind: 'unparsed', reason });
  });
});
