import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { judgingFixture } from './judging-fixture';

const fixture = judgingFixture();
const { judgeShard, replies, chats } = fixture;

const scores = (records: { outcome: { kind: string } }[]) =>
  records.map(({ outcome }) => ('score' in outcome ? outcome.score : null));

describe('a run that uses the calls of another', () => {
  it('makes only the samples that are missing when K is raised', async () => {
    replies(['Score: 1', 'Score: 2']);
    await judgeShard(['r0'], 2, { run: 'old' });
    replies(['Score: 3']);
    const { records } = await judgeShard(['r0'], 3, { run: 'new', reuse: 'old' });
    expect(scores(records)).toEqual([1, 2, 3]);
    const [first, second] = chats();
    expect(chats()).toHaveLength(2);
    const { seed } = z.object({ seed: z.int() }).parse(first?.body);
    expect(second?.body).toMatchObject({ n: 1, seed: seed + 2 });
  });

  it('makes only the calls of rows that are new', async () => {
    replies(['Score: 1']);
    await judgeShard(['r0', 'r1'], 1, { run: 'old' });
    const before = chats().length;
    const { records } = await judgeShard(['r0', 'r1', 'r2'], 1, { run: 'new', reuse: 'old' });
    expect(records).toHaveLength(3);
    expect(chats()).toHaveLength(before + 1);
  });

  it('records the calls that it took over as its own', async () => {
    replies(['Score: 1']);
    const old = await judgeShard(['r0'], 1, { run: 'old' });
    const renewed = await judgeShard(['r0'], 1, { run: 'new', reuse: 'old' });
    expect(renewed.calls.sha256).toBe(old.calls.sha256);
  });

  it('makes every call when the other run is not there', async () => {
    replies(['Score: 1']);
    await judgeShard(['r0'], 1, { run: 'new', reuse: 'nowhere' });
    expect(chats()).toHaveLength(1);
  });
});

it('rests the rows on the calls that were recorded first when two attempts overlap', async () => {
  replies(['Score: 1'], ['Score: 5']);
  const [first, second] = await Promise.all([judgeShard(['r0'], 1), judgeShard(['r0'], 1)]);
  expect(second.artifact).toEqual(first.artifact);
  const text = (path: string) => readFileSync(join(fixture.folder(), path), 'utf8');
  for (const { text: judged, callKey } of first.records)
    expect(JSON.parse(text(first.calls.path))).toMatchObject({ key: callKey, value: { reply: { text: judged } } });
});

it('ends with the way out when the recorded calls lack some that the rows rest on', async () => {
  const calls = `${fixture.shardFolder()}/calls/judgements.jsonl`;
  mkdirSync(dirname(join(fixture.folder(), calls)), { recursive: true });
  writeFileSync(join(fixture.folder(), calls), '{"key":"another","value":{}}\n');
  replies(['Score: 1']);
  await expect(judgeShard(['r0'], 1)).rejects.toThrow(`${calls} lacks 1 calls`);
});

it('writes the rows when only they are missing', async () => {
  replies(['Score: 1']);
  const first = await judgeShard(['r0'], 1);
  rmSync(join(fixture.folder(), first.artifact.path));
  await expect(judgeShard(['r0'], 1)).resolves.toEqual(first);
  expect(chats()).toHaveLength(1);
});
