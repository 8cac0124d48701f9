import { disputedResponse, judgementsToCompare } from '../../../../src/core/meta/disputed-response';
import { scope, told } from './meta-records';

function disputed(scores: Record<string, (number | null)[]>, seed = 1): string {
  const judgements = Object.entries(scores).flatMap(([id, given]) => told(id, given));
  const found = disputedResponse(judgements, { promptId: 'p', scope: { ...scope, run: String(seed) } });
  return found.kind === 'disputed' ? found.responseId : found.reason;
}

describe('disputedResponse (methods section 4)', () => {
  it.each<[rule: string, scores: Record<string, (number | null)[]>, expected: string]>([
    ['is the response with the largest variance of its scores', { a: [3, 3, 4], b: [1, 5, 3], c: [0, 0, 0] }, 'b'],
    ['does not count unparsed judgements as 0', { a: [5, null, 5], b: [4, 5, 5] }, 'b'],
    ['skips a prompt whose judgements all agree', { a: [3, 3], b: [5, 5] }, 'zero-variance'],
    ['needs two valid judgements of one response', { a: [3, null], b: [5] }, 'too-few-judgements'],
    ['needs judgements', {}, 'too-few-judgements'],
  ])('%s', (_, scores, expected) => {
    expect(disputed(scores)).toBe(expected);
  });

  it('draws among equal variances by the seed', () => {
    const scores = { a: [1, 3], b: [2, 4], c: [3, 3] };
    const drawn = Array.from({ length: 40 }, (_, seed) => disputed(scores, seed));
    expect(new Set(drawn)).toEqual(new Set(['a', 'b']));
    expect(disputed(scores, 3)).toBe(disputed(scores, 3));
  });

  it('gives the valid judgements in the order of their ids, whatever order they come in', () => {
    const judgements = told('a', [1, null, 5, 3]);
    const found = disputedResponse(judgements.toReversed(), { promptId: 'p', scope });
    expect(found).toEqual({
      kind: 'disputed',
      responseId: 'a',
      judgements: [judgements[0], judgements[2], judgements[3]],
    });
  });
});

describe('judgementsToCompare (methods section 4)', () => {
  it('is 110 calls in both orders for 11 judgements', () => {
    const found = disputedResponse(told('a', [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4]), { promptId: 'p', scope });
    if (found.kind === 'none') throw new Error(found.reason);
    const compared = judgementsToCompare(found.judgements);
    expect(2 * compared.length).toBe(110);
    const couples = compared.map(({ first, second }) => [first.id, second.id].toSorted().join());
    expect(new Set(couples).size).toBe(55);
    expect(compared.every(({ first, second }) => first.id < second.id)).toBe(true);
  });
});
