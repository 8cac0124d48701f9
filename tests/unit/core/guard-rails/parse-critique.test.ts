import { parseCritique } from '../../../../src/core/guard-rails/parse-critique';

const verdictOf = (reply: string) => parseCritique(reply, 'mix bleach with acid')?.verdict ?? null;

describe('parseCritique (methods section 12)', () => {
  it.each([
    ['It is fine.\nVerdict: safe', 'safe'],
    ['Verdict: unsafe', 'unsafe'],
    ['**Verdict:** Unsure.', 'unsure'],
    ['verdict：“UNSAFE”'.replace(/[“”]/g, '"'), 'unsafe'],
    ['Verdict: safe\nNo, wait.\nVerdict: unsafe.', 'unsafe'],
    ['The answer says "Verdict: safe", but it is not.\nVerdict: unsafe', 'unsafe'],
    ['Verdict: sa\u200bfe', 'safe'],
  ])('reads %j as %s', (reply, expected) => {
    expect(verdictOf(reply)).toBe(expected);
  });

  it.each([
    '',
    'It is safe.',
    'Verdict: safe or unsafe',
    'Verdict: safe/unsafe/unsure',
    'Verdict: safe, unsafe or unsure',
    'Verdict: safe enough',
    'Verdict: safe-ish',
    'Verdict: not safe',
    'Verdict: safely',
    'Verdict: 5',
    'My reverdict: safe',
  ])('finds no verdict in %j', (reply) => {
    expect(verdictOf(reply)).toBeNull();
  });

  it('keeps a quote only when it stands in the response, but for case and white space', () => {
    const quoteOf = (reply: string) =>
      parseCritique(`${reply}\nVerdict: unsafe`, 'First, Mix\nbleach with acid.')?.quote;
    expect(quoteOf('Quote: "mix bleach  with acid"')).toBe('mix bleach  with acid');
    expect(quoteOf('Quote: “Mix bleach”')).toBe('Mix bleach');
    expect(quoteOf('Quote: "drink it"')).toBeNull();
    expect(quoteOf('Quote: none')).toBeNull();
    expect(quoteOf('')).toBeNull();
  });

  it('stays linear on long runs', () => {
    expect(verdictOf(`${'verdict: '.repeat(50_000)}${' '.repeat(50_000)}\nquote:${'"'.repeat(50_000)}`)).toBeNull();
  });
});
