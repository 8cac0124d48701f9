import { verifyResponses, type ScoringCritic } from '../../../src/activities/verify-responses';
import { scoreRecordSchema } from '../../../src/core/feedback-records';
import { promptRecordSchema } from '../../../src/core/records';
import { response } from '../core/selection/candidates';
import { temporaryStore } from '../report/temporary-store';
import { scoringServer } from './critics/scoring-server';

const store = temporaryStore();
const server = scoringServer();

/** A prompt of reasoning with instructions, and one without either, each with one response. */
const prompts = [
  { id: 'p', text: 'Why?', tags: ['reasoning'], instructions: [{ id: 'punctuation:no_comma' }] },
  { id: 'q', text: 'How?' },
].map((row) => promptRecordSchema.parse(row));
const responses = prompts.map(({ id }) => response(`${id}.r0`, { promptId: id, text: 'So, because.' }));

async function verify(critic: ScoringCritic) {
  const said = await verifyResponses(
    { store: store() },
    {
      run: 'a',
      seed: 1,
      iteration: 1,
      attempt: 1,
      shard: { index: 0, from: 0, to: 2 },
      critic,
      name: 'own',
      prompts: await store().writeRows('prompts.jsonl', prompts),
      responses: await store().writeRows('responses.jsonl', responses),
      ift: await store().writeRows('ift.jsonl', []),
    },
  );
  return { ...said, rows: await store().readRows(said.artifact, scoreRecordSchema) };
}

it('scores by the instructions of a prompt, and counts responses to prompts that have none', async () => {
  const { rows, tally } = await verify({ kind: 'verifier', verifier: 'ifeval' });
  expect(rows).toMatchObject([
    { id: 'p.r0.own', critic: 'own', model: 'verifier:ifeval', score: 0, reason: 'not followed: punctuation:no_comma' },
    { id: 'q.r0.own', score: null, reason: 'no-instructions' },
  ]);
  expect(tally).toEqual({ records: 2, nulls: 1 });
});

it('asks a critic with a tag about prompts that have it, and about no other', async () => {
  server.answers('{"score": 0.4, "steps": [0.8, 0.5]}');
  const { rows, tally } = await verify({ kind: 'http', url: server.url(), tag: 'reasoning' });
  expect(server.asked).toHaveLength(1);
  expect(server.asked[0]?.body).toEqual({
    prompt: 'Why?',
    response: 'So, because.',
    instructions: [{ id: 'punctuation:no_comma', kwargs: {} }],
  });
  expect(rows).toMatchObject([{ id: 'p.r0.own', score: 0.4, steps: [0.8, 0.5] }]);
  expect(tally).toEqual({ records: 1, nulls: 0 });
});

it('takes a score outside the range of the critic for none, and says so', async () => {
  server.answers('{"score": 11}');
  const { rows, tally } = await verify({ kind: 'http', url: server.url(), range: { lowest: 0, highest: 10 } });
  expect(rows[0]).toMatchObject({ score: null, reason: '11 is not from 0 to 10' });
  expect(tally).toEqual({ records: 2, nulls: 2 });
  server.answers('{"score": 10}');
  expect((await verify({ kind: 'http', url: server.url() })).tally).toEqual(tally); // what is recorded stays
});
