import * as fc from 'fast-check';
import { z } from 'zod';
import { createRandom } from '../../../../src/core/seeds';
import { selectDatasetAgainstSample } from '../../../../src/core/selection/dataset-against-sample';
import { unscoredPairRecordSchema, type UnscoredPairRecord } from '../../../../src/core/selection/example-records';
import { poolPairs } from '../../../../src/core/selection/pair-pool';
import { iterationOf, response } from './candidates';

const answer = (text = 'The answer.') => ({ ...response('p.d', { text }), origin: 'dataset' as const });

function outcomeOf(...responses: Parameters<typeof iterationOf>[0][number][]) {
  const { examples, discarded } = selectDatasetAgainstSample(iterationOf(responses, []));
  const reasons = Object.entries(discarded).flatMap(([reason, count]) => (count > 0 ? [reason] : []));
  return [...examples.map(({ chosenId, rejectedId }) => `${chosenId}>${rejectedId}`), ...reasons].join(' ');
}

describe('selectDatasetAgainstSample (methods section 8 and section 19: SPIN)', () => {
  it("makes the dataset's answer the winner, without scores", () => {
    const { examples } = selectDatasetAgainstSample(
      iterationOf([response('p.r0', { text: 'A sample.' }), answer()], []),
    );
    expect(z.array(unscoredPairRecordSchema).parse(examples)).toEqual([
      {
        id: 'p.p2.0',
        promptId: 'p',
        prompt: 'Why?',
        chosen: 'The answer.',
        rejected: 'A sample.',
        chosenId: 'p.d',
        rejectedId: 'p.r0',
        feedbackIds: [],
        weight: 1,
        iteration: 2,
      },
    ]);
  });

  it('chooses from the data whatever the samples are', () => {
    const text = fc.constantFrom('', ' ', 'The answer.', ' The answer.\n', 'Another.', 'A longer and better one.');
    fc.assert(
      fc.property(fc.array(text), fc.string(), (texts, dataset) => {
        const samples = texts.map((each, index) => response(`p.r${index}`, { text: each }));
        const { examples } = selectDatasetAgainstSample(iterationOf([...samples, answer(dataset)], []));
        for (const pair of examples) {
          expect([pair.chosenId, pair.chosen]).toEqual(['p.d', dataset]);
          expect(pair.rejected.trim()).not.toBe('');
          expect(pair.rejected.trim()).not.toBe(dataset.trim());
        }
      }),
    );
  });

  it.each([
    [
      'drops a sample that is the answer after trimming',
      [answer(), response('p.r0', { text: ' The answer.\n' })],
      'identical-text',
    ],
    ['drops an empty sample', [answer(), response('p.r0', { text: ' \n' })], 'empty-sample'],
    ['keeps a sample that was cut', [answer(), response('p.r0', { finishReason: 'length' })], 'p.d>p.r0'],
    ['needs an answer', [response('p.r0')], 'no-dataset-answer'],
    ['needs an answer with content', [answer(' '), response('p.r0')], 'no-dataset-answer'],
    ['needs a sample', [answer()], 'no-sample'],
    [
      'pairs every sample that is left',
      [answer(), response('p.r0'), response('p.r1', { text: '' }), response('p.r2')],
      'p.d>p.r0 p.d>p.r2 empty-sample',
    ],
  ])('%s', (_, responses, expected) => {
    expect(outcomeOf(...responses)).toBe(expected);
  });

  it('trains on 50,000 pairs and then on 100,000, the last iteration being the only old one', () => {
    const made = (iteration: number): UnscoredPairRecord[] =>
      Array.from({ length: 50_000 }, (_, index) => ({
        id: `p${index}.p${iteration}`,
        promptId: `p${index}`,
        prompt: 'x',
        chosen: 'a',
        rejected: 'b',
        chosenId: 'd',
        rejectedId: 'r',
        feedbackIds: [],
        weight: 1,
        iteration,
      }));
    const trainedOn = [1, 2, 3, 4].map((newest) => {
      const iterations = Array.from({ length: newest }, (_, index): [number, UnscoredPairRecord[]] => [
        index + 1,
        made(index + 1),
      ]);
      const pool = poolPairs({ policy: 'with-previous', byIteration: new Map(iterations), random: createRandom(1) });
      return {
        pairs: pool.pairs.length,
        from: pool.provenance.flatMap(({ iteration, used }) => (used > 0 ? [iteration] : [])),
      };
    });
    expect(trainedOn).toEqual([
      { pairs: 50_000, from: [1] },
      { pairs: 100_000, from: [1, 2] },
      { pairs: 100_000, from: [2, 3] },
      { pairs: 100_000, from: [3, 4] },
    ]);
  });
});
