import type { Verdict } from '../../../../src/core/judging/combine-verdicts';
import { voteShare } from '../../../../src/core/judging/vote-share';

const votes = (...verdicts: Verdict[]) => verdicts.map((verdict) => ({ verdict }));

describe('voteShare (methods section 7: sampled mode)', () => {
  it.each<[string, Verdict[], Verdict[], number]>([
    ['all for the first', ['first', 'first'], ['first', 'first'], 1],
    ['none for it', ['second', 'second'], ['second', 'second'], 0],
    ['one of four against', ['first', 'second'], ['first', 'first'], 0.75],
    ['a judge that always names one slot', ['first', 'first'], ['second', 'second'], 0.5],
    ['ties, half a vote each', ['tie', 'first'], ['tie', 'first'], 0.75],
    ['those that can be read', ['first', 'null', 'first'], ['second', 'first', 'second'], 3 / 5],
  ])('is the share of the valid votes of both orders: %s', (_, forward, backward, share) => {
    expect(voteShare({ forward: votes(...forward), backward: votes(...backward) })).toBeCloseTo(share, 12);
    const other = { first: 'second', second: 'first', tie: 'tie', null: 'null' } as const;
    const turned = (verdicts: Verdict[]) => votes(...verdicts.map((verdict) => other[verdict]));
    expect(voteShare({ forward: turned(backward), backward: turned(forward) })).toBeCloseTo(1 - share, 12);
  });

  it.each<[string, Verdict[], Verdict[]]>([
    ['forward', ['first', 'null', 'null'], ['first', 'first', 'first']],
    ['backward', ['first', 'first', 'first'], ['null', 'null', 'first']],
  ])('is null with fewer than 2 valid votes in the %s order, however many the other has', (_, forward, backward) => {
    expect(voteShare({ forward: votes(...forward), backward: votes(...backward) })).toBeNull();
  });
});
