import { z } from 'zod';
import { pairRecordSchema, type ResponseRecord } from '../../../../src/core/records';
import type { ResponseOrigin } from '../../../../src/core/selection/candidate-rules';
import { selectMargins } from '../../../../src/core/selection/margins';
import { iterationOf, response } from './candidates';

type Candidate = { score: number | null; origin?: ResponseOrigin } & Partial<ResponseRecord>;

function recordsOf(candidates: Record<string, Candidate>) {
  const responses = Object.entries(candidates).map(
    ([id, { origin, finishReason = 'stop', text = `text of ${id}` }]) => ({
      ...response(id, { finishReason, text }),
      origin,
    }),
  );
  const scores = Object.entries(candidates).flatMap(([id, { score }]) =>
    score === null ? [] : [{ id, promptId: 'p', score, feedbackIds: [`${id}.j0`] }],
  );
  return iterationOf(responses, scores);
}

const select = (candidates: Record<string, Candidate>) => selectMargins(recordsOf(candidates));

function outcomeOf(candidates: Record<string, Candidate>): string {
  const { examples, discarded } = select(candidates);
  const reasons = Object.entries(discarded).flatMap(([reason, count]) => (count > 0 ? [`${reason}:${count}`] : []));
  return [...examples.map(({ chosenId, rejectedId }) => `${chosenId}>${rejectedId}`), ...reasons].join(' ');
}

const teacher = { origin: 'teacher' } as const;
const loop = 'and so it goes on and on '.repeat(12);

describe('selectMargins (methods section 5 and section 19: dno_prct)', () => {
  it.each<[rule: string, candidates: Record<string, Candidate>, expected: string]>([
    ["asks 2 points of a teacher's positive", { t: { score: 5, ...teacher }, a: { score: 4 }, b: { score: 3 } }, 't>b'],
    ["asks 1 point of the policy's own", { a: { score: 5 }, b: { score: 4 }, c: { score: 4.5 } }, 'a>b'],
    ['admits the policy over the teacher', { t: { score: 4, ...teacher }, a: { score: 5 } }, 'a>t'],
    [
      'admits the teacher over the policy and all that is far enough',
      { t: { score: 5, ...teacher }, a: { score: 3 }, b: { score: 0 } },
      't>a t>b',
    ],
    ['pairs several positives', { a: { score: 5 }, b: { score: 5 }, c: { score: 1 } }, 'a>c b>c'],
    ['takes no positive below 5', { a: { score: 4.9 }, b: { score: 0 } }, 'no-positive:1'],
    ['takes no positive that was cut', { a: { score: 5, finishReason: 'length' }, b: { score: 0 } }, 'no-positive:1'],
    ['takes no positive that is blank', { a: { score: 5, text: '\u200b' }, b: { score: 0 } }, 'no-positive:1'],
    ['may reject what was cut', { a: { score: 5 }, b: { score: 0, finishReason: 'length' } }, 'a>b'],
    ['has no pair without a margin', { a: { score: 5 }, b: { score: 5 } }, 'no-margin:1'],
    ['needs two scores', { a: { score: 5 }, b: { score: null } }, 'too-few-scored:1'],
    [
      'drops what reads the same',
      { a: { score: 5, text: 'x' }, b: { score: 1, text: ' x ' }, c: { score: 0 } },
      'a>c identical-text:1',
    ],
    [
      'makes a loop the negative of every positive, whatever its score',
      { a: { score: 5 }, b: { score: 5, text: loop } },
      'a>b',
    ],
    [
      'knows loops of samples alone: a teacher that says a thing again may be chosen',
      { t: { score: 5, text: loop, ...teacher }, a: { score: 5 }, b: { score: 3 } },
      'a>b t>b',
    ],
    [
      'lets a loop lose to a teacher too, whatever their scores',
      { t: { score: 5, ...teacher }, a: { score: 5, text: loop } },
      't>a',
    ],
    ['never chooses a loop', { a: { score: 1 }, b: { score: 5, text: loop } }, 'no-positive:1'],
    [
      'leaves out a loop that nobody scored',
      { a: { score: 5 }, b: { score: null, text: loop }, c: { score: 2 } },
      'a>c',
    ],
  ])('%s', (_, candidates, expected) => {
    expect(outcomeOf(candidates)).toBe(expected);
  });

  it('says what a pair rests on, and who beat whom', () => {
    const { examples, figures } = select({
      t: { score: 5, ...teacher },
      a: { score: 5 },
      b: { score: 2 },
      c: { score: 3, text: loop },
    });
    expect(z.array(pairRecordSchema).parse(examples)).toEqual(examples);
    expect(examples.map(({ id }) => id)).toEqual(['p.p2.0', 'p.p2.1', 'p.p2.2', 'p.p2.3']);
    expect(examples[0]).toMatchObject({
      chosenId: 'a',
      rejectedId: 'b',
      chosenScore: 5,
      rejectedScore: 2,
      judgementIds: ['a.j0', 'b.j0'],
    });
    expect(figures).toEqual({ defective: 1, pairsByOrigin: { 'policy>policy': 2, 'teacher>policy': 2 } });
  });

  it('gives the same bytes in whatever order the records come', () => {
    const records = recordsOf({
      t: { score: 5, ...teacher },
      a: { score: 5 },
      b: { score: 2 },
      c: { score: 3, text: loop },
    });
    const turned = { ...records, responses: records.responses.toReversed(), feedback: records.feedback.toReversed() };
    expect(JSON.stringify(selectMargins(turned))).toBe(JSON.stringify(selectMargins(records)));
  });
});
