import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { workOnShard } from '../../../src/activities/labelling/work-on-shard';
import { completion, judgingFixture } from './judging-fixture';

const fixture = judgingFixture();
const { replies, chats } = fixture;
const judge = async (ids: string[], samples: number) => (await fixture.judgeShard(ids, samples)).records;

describe('judgeResponse (methods section 1)', () => {
  it('asks for all K judgements in one call', async () => {
    replies(['Fine.\nScore: 4', 'Good.\nScore: 5', 'Poor.\nScore: 1']);
    const records = await judge(['r0'], 3);
    expect(records.map(({ outcome }) => outcome)).toEqual(
      [4, 5, 1].map((score) => ({ kind: 'scored', score, constrained: false })),
    );
    expect(chats()).toHaveLength(1);
    expect(chats()[0]?.body).toMatchObject({ n: 3 });
  });

  it('asks once more for a reply without a score, and keeps the second one', async () => {
    replies(['No verdict.'], ['Good.\nScore: 3']);
    const [record] = await judge(['r0'], 1);
    expect(record).toMatchObject({ attempt: 2, outcome: { kind: 'scored', score: 3, constrained: false } });
  });

  it('then makes it end in one digit, and marks the score as constrained', async () => {
    replies(['No verdict.'], ['Still none.'], ['2']);
    const [record] = await judge(['r0'], 1);
    expect(record).toMatchObject({
      attempt: 3,
      text: 'Still none.\nScore: 2',
      outcome: { kind: 'scored', score: 2, constrained: true },
    });
    expect(chats()[2]?.body).toMatchObject({
      structured_outputs: { choice: ['0', '1', '2', '3', '4', '5'] },
      continue_final_message: true,
      add_generation_prompt: false,
    });
  });

  it('asks for one of five descriptions where the rubric is multiple choice, and reads no other number (methods section 1)', async () => {
    replies(['It fits the first.\nScore: 0'], ['Still.\nScore: 2.5'], ['4']);
    const [record] = (await fixture.judgeShard(['r0'], 1, { rubric: 'multiple-choice' })).records;
    expect(record).toMatchObject({ attempt: 3, outcome: { kind: 'scored', score: 4, constrained: true } });
    expect(JSON.stringify(chats()[0]?.body)).toContain('Which description fits the answer best?');
    expect(chats()[2]?.body).toMatchObject({ structured_outputs: { choice: ['1', '2', '3', '4', '5'] } });
  });

  it('leaves a judgement unparsed when all that fails, and never scores it', async () => {
    replies(['No verdict.'], ['Score: 9'], ['x']);
    const [record] = await judge(['r0'], 1);
    expect(record?.outcome.kind).toBe('unparsed');
  });

  it('has no judgement of a response that the judge refuses as too long', async () => {
    replies({
      kind: 'json',
      status: 400,
      body: {
        error: { message: "This model's maximum context length is 10 tokens", type: 'BadRequestError', code: 400 },
      },
    });
    await expect(judge(['r0'], 1)).resolves.toEqual([]);
    expect(chats()).toHaveLength(1);
  });

  it('never takes the text of an aborted generation for an answer', async () => {
    replies({ kind: 'json', body: completion(['Score: 5'], 'abort') }, ['Fine.\nScore: 2']);
    const [record] = await judge(['r0'], 1);
    expect(record?.outcome).toMatchObject({ kind: 'scored', score: 2 });
  });
});

describe('workOnShard', () => {
  it('makes no call again that an earlier attempt finished', async () => {
    replies(['Fine.\nScore: 4'], { kind: 'json', status: 401, body: { error: 'Unauthorized' } });
    await expect(judge(['r0', 'r1'], 1)).rejects.toThrow('401');
    expect(chats()).toHaveLength(2);
    replies(['Fine.\nScore: 3']);
    // The breaker of the first pool is open; a worker that starts again has a new one.
    await fixture.startAgain();
    const records = await judge(['r0', 'r1'], 1);
    expect(records.map(({ outcome }) => outcome)).toEqual(
      [4, 3].map((score) => ({ kind: 'scored', score, constrained: false })),
    );
    expect(chats()).toHaveLength(3);
  });

  it('returns the artifact that is there without a call, and removes what journals are left', async () => {
    replies(['Fine.\nScore: 4']);
    const first = await judge(['r0'], 1);
    // As an attempt leaves it that the disk was too full for to remove anything.
    const left = join(fixture.folder(), fixture.shardFolder(), 'journal');
    await mkdir(left);
    await writeFile(join(left, 'attempt.jsonl'), '');
    await expect(judge(['r0'], 1)).resolves.toEqual(first);
    expect(chats()).toHaveLength(1);
    await expect(readdir(join(fixture.folder(), fixture.shardFolder()))).resolves.toEqual([
      'calls',
      'judgements.jsonl',
    ]);
  });

  it('shows what it waits for when no replica is live', async () => {
    replies({ kind: 'reset' });
    fixture.server.behave({ kind: 'reset' });
    const environment = new MockActivityEnvironment();
    const seen = new Promise<string>((resolve) => {
      environment.on('heartbeat', (details: unknown) => {
        const { waitingFor } = z.looseObject({ waitingFor: z.string().nullable() }).parse(details);
        if (waitingFor !== null && waitingFor.includes('Unreachable')) resolve(waitingFor);
      });
    });
    const work = environment.run(() => workOnShard(fixture.work('a', ['r0'], 1, { callsInFlight: 1 })));
    await expect(seen).resolves.toContain(fixture.server.url);
    environment.cancel('CANCELLED');
    await expect(work).rejects.toThrow('CANCELLED');
  });
});
