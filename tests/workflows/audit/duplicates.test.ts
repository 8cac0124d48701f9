import { z } from 'zod';
import { auditRun } from '../../../src/audit/audit-run';
import { judgementRecordSchema, responseRecordSchema } from '../../../src/core/records';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { pairsOf, selectedAgain } from './first-iteration';
import { recordRun, type RecordedRun } from './recorded-run';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let run: RecordedRun;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  // Of a model this cold every two samples are the same, so that of four responses two are different.
  const recipe = {
    method: 'meta-rewarding',
    iterations: 1,
    responses: { perPrompt: 4, sampling: { temperature: 0.2 } },
    judgements: { perResponse: 3 },
    selection: { rho: 0.4 },
  };
  run = await recordRun(bed, 'without-duplicates', { recipe: () => recipe });
});
afterAll(async () => {
  await run.remove();
  await bed.stop();
});

const layout = iterationLayout('without-duplicates', 1, 1);
const PROMPTS = 5;

/** Of both shards. */
async function rowsOf<Row>(pathOf: (shard: number) => string, schema: z.ZodType<Row>): Promise<Row[]> {
  const { store } = run.sources;
  const found = await Promise.all([0, 1].map((shard) => store.find(pathOf(shard))));
  return (await Promise.all(found.flatMap((artifact) => (artifact ? store.readRows(artifact, schema) : [])))).flat();
}

async function jsonOf<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const { store } = run.sources;
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} is not in the store`);
  return schema.parse(JSON.parse(await store.readText(artifact)));
}

describe('a run that removes duplicates (methods section 4: remove duplicates)', () => {
  it('keeps the first of the responses that read the same, and the recorded calls of all of them', async () => {
    const responses = await rowsOf(layout.responses, responseRecordSchema);
    expect(responses.map(({ id, promptId }) => id.slice(promptId.length))).toEqual(
      Array.from({ length: PROMPTS }, () => ['.r0', '.r2']).flat(),
    );
    const calls = await rowsOf((shard) => layout.calls(`responses-shard-000${shard}`), z.unknown());
    expect(calls).toHaveLength(4 * PROMPTS);
  });

  it('asks the judge about those alone', async () => {
    const judgements = await rowsOf(layout.feedback, judgementRecordSchema);
    const judged = new Set(judgements.map(({ responseId }) => responseId));
    expect([judged.size, judgements.length]).toEqual([2 * PROMPTS, 2 * PROMPTS * 3]);
    const calls = await rowsOf((shard) => layout.calls(`feedback-shard-000${shard}`), z.unknown());
    expect(calls).toHaveLength(2 * PROMPTS * 3);
  });

  it('counts them in the manifest and in the report', async () => {
    const counted = z.object({ counts: z.object({ responses: z.int(), duplicates: z.int() }) });
    expect(await jsonOf(layout.manifest, counted)).toEqual({
      counts: { responses: 2 * PROMPTS, duplicates: 2 * PROMPTS },
    });
    const reported = z.object({ iterations: z.array(z.object({ responses: z.object({ duplicates: z.int() }) })) });
    const [first] = (await jsonOf(runLayout('without-duplicates').reportData, reported)).iterations;
    expect(first).toEqual({ responses: { duplicates: 2 * PROMPTS } });
  });

  it('selects the same pairs again, and passes an audit', async () => {
    const pairs = await pairsOf(run);
    expect(pairs.length).toBeGreaterThan(0);
    expect((await selectedAgain(run)).pairs).toEqual(pairs);
    expect((await auditRun(run.sources)).differences).toEqual([]);
  });
});
