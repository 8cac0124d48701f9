import { majorityVerdict } from '../../../../src/core/statistics/majority-verdict';

describe('majorityVerdict (methods section 13.4)', () => {
  it.each([
    [['first', 'first', 'second'], 'first'],
    [['second', 'second', 'second'], 'second'],
    [['first', 'second', 'tie'], 'tie'],
    [['first', 'first', 'tie', 'tie'], 'tie'],
    [['first', 'second'], 'tie'],
    [['tie', 'tie', 'first'], 'tie'],
    [['first', 'null', 'null'], 'first'],
    [['null', 'null'], 'null'],
    [[], 'null'],
  ] as const)('of %j is %s', (verdicts, expected) => {
    expect(majorityVerdict(verdicts)).toBe(expected);
  });
});
