import { answerTemperature } from '../../../../src/core/benchmarks/mt-bench-judge';
import { mtBenchReports, mtBenchWinRates } from '../../../../src/core/benchmarks/mt-bench';
import { parsePairwiseRating, parseRating } from '../../../../src/core/benchmarks/mt-bench-parsing';
import type { Verdict } from '../../../../src/core/judging/combine-verdicts';
import { createRandom } from '../../../../src/core/random';

describe('the rating of a reply (methods section 13.3)', () => {
  it.each([
    ['It is good. Rating: [[7]]', 7],
    ['Rating: [[9.5]]', 9.5],
    ['Rating: [8]', 8],
    ['See [1]. Rating: [[6]]', 6],
    ['Rating: [[6]]; it could have been [[9]]', 6],
    ['Rating: [[10]]', 10],
    ['Rating: [[0]]', null],
    ['Rating: [[11]]', null],
    ['Rating: 7', null],
    ['Rating: [[seven]]', null],
    ['', null],
  ])('%j: %j', (reply, rating) => {
    expect(parseRating(reply)).toBe(rating);
  });

  it.each([
    ['So: [[A]]', 'A'],
    ['So: [[B]]', 'B'],
    ['So: [[C]]', 'tie'],
    ['[[B]] is not it, [[A]] is', 'A'],
    ['So: [A]', null],
  ])('of a comparison, %j: %j', (reply, slot) => {
    expect(parsePairwiseRating(reply)).toBe(slot);
  });
});

it.each([
  ['writing', 0.7],
  ['roleplay', 0.7],
  ['extraction', 0],
  ['math', 0],
  ['coding', 0],
  ['reasoning', 0],
  ['stem', 0.1],
  ['humanities', 0.1],
])('answers to %s are sampled at %d (methods section 13.3)', (category, temperature) => {
  expect(answerTemperature(category)).toBe(temperature);
});

const rating = (questionId: number, turn: number, value: number | null, model = 'm') => ({
  questionId,
  model,
  judge: 'gpt-4',
  turn,
  rating: value,
  isAsRecorded: true,
});

describe('the scores (methods section 13.3)', () => {
  it('are means by turn, over both turns and by category, without what could not be read', () => {
    const rows = [rating(1, 1, 8), rating(1, 2, 4), rating(2, 1, 6), rating(2, 2, null), rating(3, 1, 1)];
    const [report] = mtBenchReports(
      rows,
      new Map([
        [1, 'math'],
        [2, 'math'],
        [3, 'writing'],
      ]),
      createRandom(1),
    );
    expect(report).toMatchObject({
      questions: 3,
      judgements: 5,
      unparsed: 1,
      firstTurn: { estimate: 5 },
      secondTurn: { estimate: 4 },
      average: { estimate: 4.75 },
      categories: [
        { category: 'math', judgements: 4, average: 6 },
        { category: 'writing', judgements: 1, average: 1 },
      ],
    });
  });

  it('are apart for each model and judge', () => {
    const rows = [rating(1, 1, 8), rating(1, 1, 2, 'other'), { ...rating(1, 1, 5), judge: 'claude' }];
    const reports = mtBenchReports(rows, new Map(), createRandom(1));
    expect(reports.map(({ model, judge, average }) => [model, judge, average?.estimate])).toEqual([
      ['m', 'gpt-4', 8],
      ['other', 'gpt-4', 2],
      ['m', 'claude', 5],
    ]);
  });
});

describe('the win rates (methods section 13.3)', () => {
  it('tie where the orders disagree, leave errors out, and count half a tie', () => {
    const match = (questionId: number, forward: Verdict, backward: Verdict) => ({
      questionId,
      first: 'a',
      second: 'b',
      judge: 'gpt-4',
      turn: 1,
      forward,
      backward,
    });
    const matches = [
      match(1, 'first', 'first'),
      match(2, 'first', 'second'),
      match(3, 'tie', 'tie'),
      match(4, 'null', 'first'),
      match(5, 'second', 'second'),
      match(6, 'first', 'first'),
    ];
    expect(mtBenchWinRates(matches, createRandom(1))).toMatchObject([
      { model: 'a', wins: 2, ties: 2, losses: 1, nulls: 1, winRate: 0.6 },
      { model: 'b', wins: 1, ties: 2, losses: 2, nulls: 1, winRate: 0.4 },
    ]);
  });
});
