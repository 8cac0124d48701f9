import { z } from 'zod';
import type { LogProbabilityRecord } from '../../../../src/core/feedback-records';
import type { ResponseRecord } from '../../../../src/core/records';
import {
  rankByReward,
  selectConsistent,
  withConfidence,
  type ConsistencySettings,
} from '../../../../src/core/selection/consistency';
import { softPairRecordSchema } from '../../../../src/core/selection/example-records';
import { iterationOf, logProbability, response } from './candidates';

const settings: ConsistencySettings = {
  models: { current: 'M2', previous: 'M1', base: 'base' },
  metric: 'kendall',
  source: { kind: 'average' },
  clamp: 'none',
};

type Rewards = Record<string, [now: number, before: number | null]>;

/** Log-probabilities that give these rewards over a base model of -100 for everything. */
function recordsOf(rewards: Rewards, promptId = 'p'): LogProbabilityRecord[] {
  return Object.entries(rewards).flatMap(([id, [now, before]]) => [
    logProbability(id, 'base', -100, 10, promptId),
    logProbability(id, 'M2', -100 + now, 10, promptId),
    ...(before === null ? [] : [logProbability(id, 'M1', -100 + before, 10, promptId)]),
  ]);
}

function select(
  rewards: Rewards,
  changes: Record<string, Partial<ResponseRecord>> = {},
  run = '0',
  other: Partial<ConsistencySettings> = {},
) {
  const responses = Object.keys(rewards).map((id) => response(id, changes[id]));
  return selectConsistent(iterationOf(responses, recordsOf(rewards), run), { ...settings, ...other });
}

const five: Rewards = { a: [1, 2], b: [2, 1], c: [3, 3], d: [4, 5], e: [5, 4] };

describe('selectConsistent (methods section 6)', () => {
  it('pairs the extremes of the present model with the golden confidence of 0.8 (methods section 0.4)', () => {
    const { examples, discarded, figures } = select(five);
    expect(examples).toEqual([
      {
        id: 'p.p2',
        promptId: 'p',
        prompt: 'Why?',
        chosen: 'text of e',
        rejected: 'text of a',
        chosenId: 'e',
        rejectedId: 'a',
        chosenScore: 5,
        rejectedScore: 1,
        feedbackIds: ['a.M1', 'a.M2', 'a.base', 'e.M1', 'e.M2', 'e.base'],
        weight: 1,
        iteration: 2,
        confidence: 0.8,
      },
    ]);
    expect(z.array(softPairRecordSchema).parse(examples)).toEqual(examples);
    expect(Object.values(discarded)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(figures).toEqual({
      consistency: 0.8,
      kendall: 0.8,
      spearman: 0.9,
      'top-order': 0,
      measured: 1,
      unmeasured: 0,
    });
  });

  it('reports the value before the clamp', () => {
    const { examples, figures } = select({ a: [1, 2], b: [2, 1] }, {}, '0', { clamp: 'at-least-half' });
    expect([examples[0]?.confidence, figures.consistency]).toEqual([0.5, 0]);
  });

  it('uses the base model alone in the first iteration', () => {
    const first = { models: { current: 'M2', previous: null, base: 'base' } };
    const { examples, figures } = select(five, {}, '0', first);
    // Every response is equally likely under the base model: all ties, tau 0.
    expect([examples[0]?.confidence, figures.measured]).toEqual([0.5, 1]);
  });

  it('keeps the confidence of each prompt with its prompt when another one is skipped (methods section 19: missing C_j)', () => {
    const prompts = ['p1', 'p2', 'p3'].map((id) => ({ id, text: 'Why?' }));
    const rewards: Record<string, Rewards> = {
      p1: { a: [1, null], b: [2, null] },
      p2: { c: [1, 1], d: [1, 2] },
      p3: { e: [1, 1], f: [2, 2] },
    };
    const responses = Object.entries(rewards).flatMap(([promptId, of]) =>
      Object.keys(of).map((id) => response(id, { promptId })),
    );
    const feedback = Object.entries(rewards).flatMap(([promptId, of]) => recordsOf(of, promptId));
    const { examples, discarded, figures } = selectConsistent(
      { scope: { run: '0', iteration: 1 }, prompts, responses, feedback },
      { ...settings, source: { kind: 'dynamic' } },
    );
    // p1 was not measured: the mean of 0.5 (a tie) and 1.
    expect(examples.map(({ promptId, confidence }) => [promptId, confidence])).toEqual([
      ['p1', 0.75],
      ['p3', 1],
    ]);
    expect([discarded.tie, figures.measured, figures.unmeasured]).toEqual([1, 2, 1]);
  });

  it('gives the pairs of all shards the confidence of the iteration', () => {
    const shard = (id: string, rewards: Rewards) =>
      rankByReward(
        {
          scope: { run: '0', iteration: 1 },
          prompts: [{ id, text: 'Why?' }],
          responses: Object.keys(rewards).map((each) => response(each, { promptId: id })),
          feedback: recordsOf(rewards, id),
        },
        settings.models,
      );
    const { examples, discarded, figures } = withConfidence(
      [shard('p1', { a: [1, 1], b: [2, 2] }), shard('p2', { c: [1, 2], d: [2, 1] }), shard('p3', { e: [1, 1] })],
      settings,
    );
    expect(examples.map(({ promptId, confidence }) => [promptId, confidence])).toEqual([
      ['p1', 0.5],
      ['p2', 0.5],
    ]);
    expect([discarded['too-few-scored'], figures.measured]).toEqual([1, 2]);
  });

  it('has no pair when no prompt was read by the model before', () => {
    const { examples, discarded } = select({ a: [1, null], b: [2, null] });
    expect(examples).toEqual([]);
    expect(discarded['no-consistency']).toBe(1);
  });

  it.each<[string, Rewards, Record<string, Partial<ResponseRecord>>, string]>([
    ['equal rewards', { a: [1, 1], b: [1, 1] }, {}, 'tie'],
    ['one response', { a: [1, 1] }, {}, 'too-few-scored'],
    [
      'a best that was cut, over an equal rest',
      { a: [2, 1], b: [1, 1] },
      { a: { finishReason: 'length' } },
      'no-eligible-chosen',
    ],
    ['a best that is blank', { a: [2, 1], b: [1, 1] }, { a: { text: ' \u200b' } }, 'empty-chosen'],
    ['the same text', { a: [2, 1], b: [1, 1] }, { a: { text: 'x' }, b: { text: ' x\n' } }, 'identical-text'],
  ])('discards %s (methods section 0.3)', (_, rewards, changes, reason) => {
    const { examples, discarded } = select(rewards, changes);
    expect(examples).toEqual([]);
    expect(discarded).toMatchObject({ [reason]: 1 });
  });

  it('passes over a best that was cut', () => {
    const { examples } = select(five, { e: { finishReason: 'length' } });
    expect(examples[0]?.chosenId).toBe('d');
  });

  it('breaks exact ties by length and then by the seed, never by the order of the list (methods section 0.3)', () => {
    const tied: Rewards = { a: [5, 1], b: [5, 2], c: [1, 3], d: [1, 4] };
    expect(select(tied, { b: { tokens: 3 } }).examples[0]?.chosenId).toBe('b');
    const drawn = Array.from({ length: 40 }, (_, run) => select(tied, {}, String(run)).examples[0]);
    expect(new Set(drawn.map((pair) => pair?.chosenId))).toEqual(new Set(['a', 'b']));
    expect(new Set(drawn.map((pair) => pair?.rejectedId))).toEqual(new Set(['c', 'd']));
  });

  it('gives the same bytes in whatever order the records come', () => {
    const tied: Rewards = { a: [5, 1], b: [5, 2], c: [1, 3], d: [1, 4], e: [0.1, 0.2] };
    const responses = Object.keys(tied).map((id) => response(id));
    const there = selectConsistent(iterationOf(responses, recordsOf(tied)), settings);
    const back = selectConsistent(iterationOf(responses.toReversed(), recordsOf(tied).toReversed()), settings);
    expect(JSON.stringify(back)).toBe(JSON.stringify(there));
  });
});
