import { processRow, type StepRating } from '../../../../src/core/process/step-labels';

function labelsOf(ratings: StepRating[], neutralIsCorrect?: boolean) {
  const steps = ratings.map((rating, index) => ({ text: `step ${index}`, rating }));
  const row = processRow(
    { id: 'p', prompt: 'Why?', steps },
    neutralIsCorrect === undefined ? {} : { neutralIsCorrect },
  );
  expect(row.steps).toEqual(steps.slice(0, row.labels.length).map(({ text }) => text));
  return row.labels;
}

describe('processRow (methods sheet, 11.1 and 19)', () => {
  it.each<[StepRating[], number[]]>([
    [
      ['positive', 'neutral', 'positive'],
      [1, 1, 1],
    ],
    [
      ['positive', 'negative', 'positive', 'negative'],
      [1, 0],
    ],
    [['negative', 'positive'], [0]],
    [[], []],
  ])('labels %j up to the first error: %j', (ratings, expected) => {
    expect(labelsOf(ratings)).toEqual(expected);
  });

  it('may count neutral steps as wrong', () => {
    expect(labelsOf(['positive', 'neutral', 'positive'], false)).toEqual([1, 0]);
  });
});
