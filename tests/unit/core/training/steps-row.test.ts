import { labelledStepsSchema } from '../../../../src/core/records';
import { stepsRow } from '../../../../src/core/training/steps-row';

const labelled = (labels: unknown[]) => ({ id: 's', prompt: 'Add.', steps: ['one', 'two', 'three'], labels });

describe('solutions with labelled steps (methods section 11.1)', () => {
  it.each([
    ['each step', [1, 'neutral', 1]],
    ['the steps up to the first wrong one', [1, 0]],
    ['steps after a wrong one, too', [0, 1, 'neutral']],
  ])('label %s, and become a row as they are', (_, labels) => {
    expect(stepsRow(labelledStepsSchema.parse(labelled(labels)))).toEqual({
      ...labelled(labels),
      prompt: [{ role: 'user', content: 'Add.' }],
      weight: 1,
    });
  });

  it.each([
    ['may end before the steps only at a wrong one, 0 (2 for 3)', [1, 'neutral']],
    ['must not be more than steps (4 for 3)', [1, 1, 1, 1]],
    ['Invalid input', ['+', 0]],
  ])('are refused: labels %s', (message, labels) => {
    expect(labelledStepsSchema.safeParse(labelled(labels)).error?.issues).toMatchObject([{ message }]);
  });
});
