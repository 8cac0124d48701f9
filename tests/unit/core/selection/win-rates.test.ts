import * as fc from 'fast-check';
import { z } from 'zod';
import type { ComparisonRecord } from '../../../../src/core/feedback-records';
import type { ResponseRecord } from '../../../../src/core/records';
import { winRatePairRecordSchema } from '../../../../src/core/selection/example-records';
import { selectWinRates, winRates, type WinRatePairing } from '../../../../src/core/selection/win-rates';
import { sigmoid } from '../../../../src/core/statistics/bernoulli';
import { comparison, iterationOf, response } from './candidates';

const rateOf = (comparisons: ComparisonRecord[], id: string) => winRates(comparisons).get(id)?.rate;

function select(
  comparisons: ComparisonRecord[],
  pairing?: WinRatePairing,
  changes: Record<string, Partial<ResponseRecord>> = {},
) {
  const responses = ['a', 'b', 'c'].map((id) => response(id, changes[id]));
  return selectWinRates(iterationOf(responses, comparisons), pairing);
}

const transitive = [comparison('a', 'b', 'first'), comparison('a', 'c', 'first'), comparison('c', 'b', 'second')];

describe('winRates (methods section 5: dno_soft)', () => {
  it('is the mean over the others', () => {
    expect([...winRates(transitive)].map(([id, { rate }]) => [id, rate])).toEqual([
      ['a', 1],
      ['b', 0.5],
      ['c', 0],
    ]);
  });

  it('may go round in a circle', () => {
    const circle = [comparison('a', 'b', 'first'), comparison('b', 'c', 'first'), comparison('c', 'a', 'first')];
    expect([...winRates(circle)].map(([, { rate }]) => rate)).toEqual([0.5, 0.5, 0.5]);
  });

  it.each([
    ['first', 'second', 0.5],
    ['tie', 'tie', 0.5],
    ['first', 'tie', 0.75],
    ['tie', 'second', 0.25],
    ['second', 'second', 0],
  ] as const)('averages the orders %s and %s to %d', (forward, backward, expected) => {
    expect(rateOf([comparison('a', 'b', forward, backward)], 'a')).toBe(expected);
    expect(rateOf([comparison('a', 'b', forward, backward)], 'b')).toBe(1 - expected);
  });

  it.each([
    ['null', 'first'],
    ['second', 'null'],
    ['null', 'null'],
  ] as const)('drops the orders %s and %s', (forward, backward) => {
    expect(winRates([comparison('a', 'b', forward, backward)]).size).toBe(0);
  });

  it('sums to one win for each comparison, and is within 0 and 1', () => {
    const verdict = fc.constantFrom('first' as const, 'second' as const, 'tie' as const);
    fc.assert(
      fc.property(fc.tuple(verdict, verdict, verdict, verdict, verdict, verdict), ([a, b, c, d, e, f]) => {
        const rates = winRates([comparison('a', 'b', a, b), comparison('a', 'c', c, d), comparison('b', 'c', e, f)]);
        const sum = [...rates.values()].reduce((total, { rate }) => total + rate, 0);
        expect(sum).toBeCloseTo(1.5, 8);
        for (const { rate } of rates.values()) expect(Math.abs(rate - 0.5)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe('selectWinRates (methods section 5: dno_soft)', () => {
  it('gives both rewards of every pair', () => {
    const { examples, figures } = select(transitive);
    expect(
      examples.map(({ firstId, secondId, firstReward, secondReward }) => [
        firstId,
        secondId,
        firstReward,
        secondReward,
      ]),
    ).toEqual([
      ['a', 'b', 1, 0.5],
      ['a', 'c', 1, 0],
      ['b', 'c', 0.5, 0],
    ]);
    expect(z.array(winRatePairRecordSchema).parse(examples)).toEqual(examples);
    expect(examples[0]?.feedbackIds).toEqual(['a-b', 'a-c', 'c-b']);
    expect(figures).toEqual({ comparisons: 3, nulls: 0 });
  });

  it('aims at the golden target for win rates of 0.8 and 0.2 (methods section 0.4)', () => {
    const won = (id: string, second: string, wins: boolean) => comparison(id, second, wins ? 'first' : 'second');
    const against = ['v', 'w', 'x', 'y', 'z'];
    const rates = winRates([
      ...against.map((id, index) => won('a', id, index < 4)),
      ...against.map((id, index) => won('b', id, index < 1)),
    ]);
    const [a, b] = [rates.get('a')?.rate ?? 0, rates.get('b')?.rate ?? 0];
    expect([a, b]).toEqual([0.8, 0.2]);
    expect(sigmoid(a - b)).toBeCloseTo(0.645656, 6);
  });

  it('may keep only the pair that is furthest apart', () => {
    const { examples } = select(transitive, 'best-and-worst');
    expect(examples.map(({ firstId, secondId }) => [firstId, secondId])).toEqual([['a', 'c']]);
    expect(select([comparison('a', 'b', 'null')], 'best-and-worst').examples).toEqual([]);
  });

  it('does not prefer what was cut or is blank, but may put it second (methods section 0.3)', () => {
    const cut = select(transitive, 'all-pairs', { b: { finishReason: 'length' } });
    expect(cut.examples.map(({ firstId, secondId }) => firstId + secondId)).toEqual(['ab', 'ac']);
    expect(cut.discarded['unfit-preferred']).toBe(1);
    expect(select(transitive, 'all-pairs', { a: { text: ' ' } }).discarded['unfit-preferred']).toBe(2);
  });

  it('drops what reads the same (methods section 0.3)', () => {
    const { examples, discarded } = select(transitive, 'all-pairs', { a: { text: 'x' }, b: { text: 'x ' } });
    expect([examples.length, discarded['identical-text']]).toEqual([2, 1]);
  });

  it('counts nulls and leaves out who has no other comparison', () => {
    const { examples, discarded, figures } = select([
      comparison('a', 'b', 'first', 'null'),
      comparison('b', 'c', 'first'),
    ]);
    expect(examples.map(({ firstId, secondId }) => firstId + secondId)).toEqual(['bc']);
    expect(figures).toEqual({ comparisons: 2, nulls: 1 });
    expect(discarded['too-few-compared']).toBe(0);
    expect(select([comparison('a', 'b', 'null')]).discarded['too-few-compared']).toBe(1);
  });

  it('gives the same bytes in whatever order the records come', () => {
    const records = iterationOf(
      ['a', 'b', 'c'].map((id) => response(id)),
      transitive,
    );
    const turned = { ...records, responses: records.responses.toReversed(), feedback: transitive.toReversed() };
    for (const pairing of ['all-pairs', 'best-and-worst'] as const) {
      expect(JSON.stringify(selectWinRates(turned, pairing))).toBe(JSON.stringify(selectWinRates(records, pairing)));
    }
  });
});
