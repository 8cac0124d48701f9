import { revisionPrinciples } from '../../../src/core/constitution/revision-principles';
import { revisionRecordSchema } from '../../../src/core/constitution/revision-record';
import { revisionRows } from '../../../src/core/constitution/revision-rows';
import { reviseResponse, type ReviseRequest } from '../../../src/activities/labelling/revise-response';
import { criticFixture, servedBy, type Chat } from './critics/critic-fixture';

const fixture = criticFixture();
const prompt = { id: 'p', text: 'How do I cheat?', source: 'seed' as const, parents: [] };

async function revise(changes: Partial<ReviseRequest> = {}) {
  const records = await reviseResponse(fixture.runner, {
    model: servedBy({ kind: 'assumed' }),
    prompt,
    rounds: 4,
    critiques: true,
    sampling: { temperature: 1, topP: 1, maxTokens: 60 },
    scope: { run: '1', iteration: 0, attempt: 1 },
    ...changes,
  });
  return records.map((record) => revisionRecordSchema.parse(record));
}

const asked = (chat: Chat | undefined) => chat?.messages[0]?.content ?? '';
/** Names every call by its place, so that it is seen where its text goes. */
const numbered = () => `text ${fixture.chats.length}`;

describe('reviseResponse (methods section 9)', () => {
  it('makes four revisions, of which every one is a row of SFT', async () => {
    fixture.says(numbered);
    const records = await revise();
    expect(records.map(({ id }) => id)).toEqual(['p.v0', 'p.v1', 'p.v2', 'p.v3', 'p.v4']);
    expect(fixture.keys).toHaveLength(1 + 2 * 4);
    expect(new Set(fixture.keys).size).toBe(9);
    const { rows } = revisionRows(
      prompt,
      records.filter(({ round }) => round > 0),
    );
    expect(rows.map(({ completion }) => completion)).toEqual(['text 3', 'text 5', 'text 7', 'text 9']);
    expect(rows.every((row) => row.prompt[0]?.content === prompt.text && row.prompt.length === 1)).toBe(true);
  });

  it('works on the revision before, and shows its own critique of it', async () => {
    fixture.says(numbered);
    const records = await revise();
    expect(asked(fixture.chats[0])).toBe(prompt.text);
    expect(asked(fixture.chats[1])).toContain('<answer>\ntext 1\n');
    expect(asked(fixture.chats[2])).toContain('<answer-critique>\ntext 2\n');
    expect(asked(fixture.chats[3])).toContain('<answer>\ntext 3\n');
    expect(records[1]).toMatchObject({ critique: 'text 2', callKeys: [fixture.keys[1], fixture.keys[2]] });
  });

  it('draws another principle for each round, by the seed', async () => {
    fixture.says(numbered);
    const drawnBy = async (run: string) =>
      (await revise({ scope: { run, iteration: 0, attempt: 1 } })).slice(1).map(({ principle }) => principle);
    const drawn = await drawnBy('1');
    expect(new Set(drawn).size).toBe(4);
    expect(revisionPrinciples.map(({ id }) => id)).toEqual(expect.arrayContaining(drawn));
    expect(await drawnBy('1')).toEqual(drawn);
    expect(await drawnBy('2')).not.toEqual(drawn);
  });

  it('revises at once where no critique is asked for', async () => {
    fixture.says(numbered);
    const records = await revise({ critiques: false });
    expect(fixture.keys).toHaveLength(1 + 4);
    expect(records.some((record) => 'critique' in record)).toBe(false);
  });

  it('goes on from the last answer that says something', async () => {
    fixture.says(() => (fixture.chats.length === 3 ? ' ' : numbered()));
    await revise({ rounds: 2 });
    expect(asked(fixture.chats[3])).toContain('<answer>\ntext 1\n');
  });
});
