import * as fc from 'fast-check';
import { bestAndWorst } from '../../../../src/core/selection/best-and-worst';
import { visibleContent } from '../../../../src/core/visible-text';
import { judgements, prompt, response, select as selectBy } from './candidates';

/** What a model writes that writes nothing. */
// prettier-ignore
const CONTENT_FREE = ['', ' ', '\n\n', '\t', '\u00a0', '\u3000', '\u200b', '\u200b\u200d', '\ufeff', '\u00ad', '\u2800', '\u3164', '\u0000', '\u202e\u202c', '\u{e0041}'];

function select(texts: readonly string[], scores: readonly number[]) {
  const promptId = 'p';
  const ids = texts.map((_, index) => `${promptId}.r${index}`);
  return selectBy(bestAndWorst({ iteration: 1, attempt: 1, seed: 1, minimumValid: 1 }), {
    prompts: [prompt(promptId, 'Why?')],
    responses: texts.map((text, index) => response(ids[index] ?? '', { text, tokens: index })),
    judgements: ids.flatMap((id, index) => judgements(id, [scores[index] ?? 0, scores[index] ?? 0])),
  });
}

const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 6 });

describe('content-free responses (methods section 12)', () => {
  it.each([...CONTENT_FREE, 'I cannot help with that.', 'Yes.'])(
    'give no pair when every response is %j, whatever their scores',
    (text) => {
      fc.assert(
        fc.property(scores, (given) => {
          const { pairs, discarded } = select(
            given.map(() => text),
            given,
          );
          expect(pairs).toEqual([]);
          const reason =
            new Set(given).size === 1 ? 'tie' : visibleContent(text) === '' ? 'empty-chosen' : 'identical-text';
          expect(discarded).toEqual({
            'too-few-scored': 0,
            tie: 0,
            'no-eligible-chosen': 0,
            'empty-chosen': 0,
            'identical-text': 0,
            [reason]: 1,
          });
        }),
        { seed: 20_401, numRuns: 50 },
      );
    },
  );

  it('are never chosen, and nothing is chosen over what reads the same', () => {
    const text = fc.constantFrom(...CONTENT_FREE, 'Yes.', ' Yes.\n', 'Y\u200bes.', 'No.');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer({ min: 0, max: 5 })), { minLength: 2, maxLength: 6 }), (all) => {
        const { pairs, discarded } = select(
          all.map(([each]) => each),
          all.map(([, score]) => score),
        );
        for (const { chosen, rejected } of pairs) {
          expect(visibleContent(chosen)).not.toBe('');
          expect(visibleContent(chosen)).not.toBe(visibleContent(rejected));
        }
        expect(pairs.length + Object.values(discarded).reduce((sum, count) => sum + count, 0)).toBe(1);
      }),
      { seed: 20_401, numRuns: 3000 },
    );
  });
});
