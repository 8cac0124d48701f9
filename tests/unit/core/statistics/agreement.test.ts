import * as fc from 'fast-check';
import {
  agreementWithoutTies,
  cohensKappa,
  rawAgreement,
  ratingOf,
  type RatedTwice,
} from '../../../../src/core/statistics/agreement';

const repeat = (count: number, pair: RatedTwice) => Array.from({ length: count }, () => pair);

describe('agreement of two raters (methods section 13.2 and section 13.4)', () => {
  const items: RatedTwice[] = [
    ['first', 'first'],
    ['first', 'second'],
    ['tie', 'tie'],
    ['tie', 'second'],
    [null, 'first'],
    ['second', null],
  ];

  it('counts ties as labels, and what one of them did not rate not at all', () => {
    expect(rawAgreement(items)).toEqual({ compared: 4, agreement: 0.5 });
  });

  it('leaves out every item that either calls a tie', () => {
    expect(agreementWithoutTies([...items, ['second', 'second'], ['second', 'second']])).toEqual({
      compared: 4,
      agreement: 0.75,
    });
  });

  it('takes a null verdict for no rating', () => {
    expect((['first', 'second', 'tie', 'null'] as const).map(ratingOf)).toEqual(['first', 'second', 'tie', null]);
  });

  it('has no value without items', () => {
    expect(rawAgreement([[null, 'tie']])).toEqual({ compared: 0, agreement: null });
    expect(cohensKappa([[null, 'tie']])).toBeNull();
  });
});

describe("Cohen's kappa (methods section 13.4)", () => {
  it('is 0.4 for 20, 5, 10 and 15 of 50, with 0.7 observed and 0.5 expected', () => {
    const table = [
      ...repeat(20, ['yes', 'yes']),
      ...repeat(5, ['yes', 'no']),
      ...repeat(10, ['no', 'yes']),
      ...repeat(15, ['no', 'no']),
    ];
    expect(cohensKappa(table)).toBeCloseTo(0.4, 12);
    expect(cohensKappa([...table, [null, 'yes']])).toBeCloseTo(0.4, 12);
  });

  it('is 1 for equal raters, -1 for opposite ones, 0 where one says the same of everything, null where both do', () => {
    expect(cohensKappa([...repeat(2, ['a', 'a']), ['b', 'b']])).toBe(1);
    expect(cohensKappa([...repeat(2, ['a', 'b']), ...repeat(2, ['b', 'a'])])).toBe(-1);
    expect(cohensKappa([...repeat(2, ['a', 'a']), ['a', 'b']])).toBe(0);
    expect(cohensKappa(repeat(3, ['a', 'a']))).toBeNull();
  });

  it('equals (observed - expected) / (1 - expected) and does not care who is first', () => {
    const label = fc.constantFrom('first', 'second', 'tie');
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 20 }), (pairs) => {
        const share = (holds: (pair: [string, string]) => boolean) => pairs.filter(holds).length / pairs.length;
        const expected = ['first', 'second', 'tie'].reduce(
          (sum, value) => sum + share(([first]) => first === value) * share(([, second]) => second === value),
          0,
        );
        const agreed = share(([first, second]) => first === second);
        const kappa = cohensKappa(pairs);
        // Undefined exactly where chance alone explains full agreement; the formula is then 0 / 0.
        expect(kappa === null).toBe(expected > 1 - 1e-9);
        expect((kappa ?? 0) * (1 - expected)).toBeCloseTo(kappa === null ? 0 : agreed - expected, 9);
        expect(cohensKappa(pairs.map(([first, second]) => [second, first])) ?? 2).toBeCloseTo(kappa ?? 2, 9);
      }),
    );
  });
});
