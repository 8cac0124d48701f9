import type { FeedbackRecord } from '../../../../src/core/feedback-records';
import { collectCritics } from '../../../../src/report/collect/collect-critics';
import { iterationLayout } from '../../../../src/store/run-layout';
import { digestFor } from '../fabricated-run';
import { temporaryStore } from '../temporary-store';

const storeOf = temporaryStore();
const layout = iterationLayout('r', 1, 1);
const callKey = digestFor('call');
const said = (id: string) => ({ id, promptId: 'p', model: 'm' });
const sides = { firstId: 'a', secondId: 'b', callKeys: [callKey, callKey] as [string, string] };

/** Of every kind of critic, in the files that they write. */
const RECORDS: Record<string, FeedbackRecord[]> = {
  pairwise: [
    { kind: 'verdict', ...said('v1'), ...sides, forward: 'first', backward: 'first', winner: 'first', texts: ['', ''] },
    { kind: 'verdict', ...said('v2'), ...sides, forward: 'first', backward: 'second', winner: 'tie', texts: ['', ''] },
  ],
  'meta-judge': [
    {
      kind: 'meta-verdict',
      ...said('m'),
      ...sides,
      responseId: 'a',
      forward: 'first',
      backward: 'null',
      texts: ['', ''],
    },
  ],
  preference: [{ kind: 'preference', ...said('p'), ...sides, probability: 0.75, orders: 2, clamped: false }],
  'log-probabilities': [
    { kind: 'log-probability', ...said('l1'), responseId: 'a', tokens: 4, logp: -8, callKey },
    { kind: 'log-probability', ...said('l2'), responseId: 'b', tokens: 0, logp: 0, callKey },
  ],
  verifier: [
    { kind: 'score', ...said('s1'), responseId: 'a', critic: 'verifier', score: 1 },
    { kind: 'score', ...said('s2'), responseId: 'b', critic: 'verifier', score: null, reason: 'no answer' },
  ],
  steps: [
    { kind: 'solution', ...said('o'), text: 't', steps: 3, status: 'step-limit', rollBacks: [] },
    {
      kind: 'step-pair',
      ...said('sp'),
      step: 1,
      prefix: '',
      chosen: 'c',
      rejected: 'r',
      chosenId: 'a',
      rejectedId: 'b',
      wins: { chosen: 5, rejected: 1 },
      callKeys: [callKey, callKey],
    },
  ],
};

it('sums up every kind of critic', async () => {
  const store = storeOf();
  for (const [critic, records] of Object.entries(RECORDS))
    await store.writeRows(layout.criticFeedback(critic, 0), records);
  const kept: string[] = [];
  const found = await collectCritics(store, layout, ({ id }) => kept.push(id));
  expect(kept).toHaveLength(10);
  const of = (kind: string) => found.find((critic) => critic.kind === kind);
  expect(of('verdict')).toMatchObject({
    count: 2,
    outcomes: { first: 1, tie: 1 },
    position: { compared: 2, consistency: 0.5 },
  });
  expect(of('meta-verdict')).toMatchObject({ outcomes: { null: 1 }, position: { compared: 0, consistency: null } });
  expect(of('preference')?.scores).toMatchObject({ mean: 0.75, nulls: 0 });
  // Per token, because sums follow length; a response without tokens has none.
  expect(of('log-probability')?.scores).toMatchObject({ mean: -2, nulls: 1 });
  expect(of('score')?.scores).toMatchObject({ mean: 1, nulls: 1 });
  expect(of('solution')).toMatchObject({ outcomes: { 'step-limit': 1 }, scores: null });
  expect(of('step-pair')).toMatchObject({ count: 1, outcomes: null, scores: null, position: null });
});

it('does not take the journal of a critic for what it said', async () => {
  const store = storeOf();
  await store.writeText(`${layout.journal('feedback-pairwise')}/attempt.jsonl`, '{"key":"k"}\n');
  await expect(collectCritics(store, layout, () => undefined)).resolves.toEqual([]);
});
