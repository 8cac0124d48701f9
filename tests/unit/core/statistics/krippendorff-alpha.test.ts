import { krippendorffAlpha } from '../../../../src/core/statistics/krippendorff-alpha';

/** The nominal example of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units. */
const OBSERVERS = ['123321412...', '1233224125.3', '.3332342251.', '1233244125 1.'.replace(' ', '')];
const units = Array.from('123456789012', (_, unit) =>
  OBSERVERS.map((ratings) => ratings[unit] ?? '.').map((rating) => (rating === '.' ? null : rating)),
);

describe("Krippendorff's alpha (methods section 13.4)", () => {
  it('has the published value of the example with missing ratings', () => {
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3);
  });

  it('does not change with items that fewer than two rated', () => {
    expect(krippendorffAlpha([...units, ['7', null, null, null], [null]])).toBe(krippendorffAlpha(units));
  });

  it('is 1 for full agreement and below 0 for less than chance', () => {
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['b', 'b', 'b'],
      ]),
    ).toBe(1);
    // Four ratings, two of each label: (4 - 1) * 4 observed / 8 expected.
    expect(
      krippendorffAlpha([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    ).toBeCloseTo(1 - (3 * 4) / 8, 12);
  });

  it('is undefined without two labels', () => {
    expect(krippendorffAlpha([])).toBeNull();
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['b', null],
      ]),
    ).toBeNull();
  });
});
