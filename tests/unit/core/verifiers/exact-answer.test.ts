import { lastNumber, verifyExactAnswer } from '../../../../src/core/verifiers/exact-answer';

describe('lastNumber (methods section 2)', () => {
  it.each([
    ['The total is $1,200.', '1200'],
    ['1200.00 dollars', '1200'],
    ['He ran 3.50 km.', '3.5'],
    ['It rose by 12%', '12'],
    ['-7', '-7'],
    ['The change is −7 degrees', '-7'],
    ['16-3-4=9', '9'],
    ['pages 10-15', '15'],
    ['x-3', '3'],
    ['(5)-3', '3'],
    ['= -3', '-3'],
    ['.5', '0.5'],
    ['-0.0', '0'],
    ['007', '7'],
    ['1,2', '2'],
    ['1,2345', '2345'],
    ['12,345,678', '12345678'],
    ['123456789012345678901', '123456789012345678901'],
    ['£18.', '18'],
    ['18 eggs, as 16 + 2 = 18', '18'],
    ['\\boxed{42}', '42'],
    ['no number', null],
    ['', null],
  ])('of %j is %s', (text, expected) => {
    expect(lastNumber(text)).toBe(expected);
  });

  it('stays linear', () => {
    expect(lastNumber('1,'.repeat(100_000))).toBe('1');
    expect(lastNumber(`${'9'.repeat(200_000)}x`)).toHaveLength(200_000);
  });
});

describe('verifyExactAnswer (methods section 2)', () => {
  it.each([
    ['So she has $1,050.00.', '#### 1050', { score: 1 }],
    ['So she has 1051.', '1050', { score: 0, reason: 'other-number' }],
    ['So she has many.', '1050', { score: 0, reason: 'no-number' }],
    ['The answer is 5. Give me 5.', '4', { score: 0, reason: 'other-number' }],
    ['123456789012345678901', '123456789012345678902', { score: 0, reason: 'other-number' }],
  ])('%j against %j', (response, expected, outcome) => {
    expect(verifyExactAnswer({ response, expected })).toEqual(outcome);
  });

  it('refuses a reference that cannot be met', () => {
    expect(() => verifyExactAnswer({ response: '1', expected: 'unknown' })).toThrow('has no number: "unknown"');
  });
});
