import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { auditRun } from '../../../src/audit/audit-run';
import { scoreRecordSchema, type ScoreRecord } from '../../../src/core/feedback-records';
import { judgementRecordSchema, promptRecordSchema } from '../../../src/core/records';
import { summarise } from '../../../src/core/judging/score-summary';
import { iterationLayout } from '../../../src/store/run-layout';
import { pairsOf, selectedAgain, storyOf } from '../audit/first-iteration';
import { recordRun, type RecordedRun } from '../audit/recorded-run';
import { WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let folder: string;
let run: RecordedRun;

/** Every other prompt is one of reasoning. */
const prompts = Array.from({ length: 24 }, (_, index) => ({
  id: `q${index}`,
  text: `Question ${index}?`,
  ...(index % 2 === 0 ? { tags: ['reasoning'] } : {}),
}));

beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-combination-'));
  await writeFile(join(folder, 'prompts.jsonl'), prompts.map((row) => `${JSON.stringify(row)}\n`).join(''));
  run = await recordRun(bed, 'combined', {
    recipe: () => ({
      iterations: 1,
      data: { prompts: join(folder, 'prompts.jsonl') },
      prompts: { perIteration: 12 },
      critics: [
        { kind: 'judge', weight: 0.25 },
        { kind: 'process', weight: 0.75, tag: 'reasoning', veto: 0.45 },
      ],
      selection: { kind: 'best-and-worst', critic: 'combined' },
    }),
  });
});
afterAll(async () => {
  await run.remove();
  await rm(folder, { recursive: true });
  await bed.stop();
});

const layout = iterationLayout('combined', 1, 1);

async function rows<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>[]> {
  const { store } = run.sources;
  const artifact = await store.find(path);
  return artifact ? store.readRows(artifact, schema) : [];
}

async function shards<Schema extends z.ZodType>(pathOf: (shard: number) => string, schema: Schema) {
  return (await Promise.all([0, 1, 2, 3].map((shard) => rows(pathOf(shard), schema)))).flat();
}

const stepScores = (): Promise<ScoreRecord[]> =>
  shards((shard) => layout.criticFeedback('process', shard), scoreRecordSchema);

describe('a judge of answers and a judge of steps (methods section 11.3)', () => {
  it('asks about steps where a prompt is one of reasoning, and nowhere else', async () => {
    const tagged = (await rows(layout.prompts, promptRecordSchema)).filter(({ tags }) => tags?.includes('reasoning'));
    expect(tagged.length).toBeGreaterThan(2);
    expect(new Set((await stepScores()).map(({ promptId }) => promptId))).toEqual(new Set(tagged.map(({ id }) => id)));
  });

  it('compares a * judge / 5 + (1 - a) * PRM, or the judge alone', async () => {
    const judgements = await shards(layout.feedback, judgementRecordSchema);
    const judged = (id: string) => summarise(judgements.filter(({ responseId }) => responseId === id)).mean ?? NaN;
    const steps = new Map((await stepScores()).map(({ responseId, score }) => [responseId, score]));
    const pairs = await pairsOf(run);
    expect(pairs.length).toBeGreaterThan(3);
    for (const { promptId, chosenId, chosenScore } of pairs) {
      const ofSteps = steps.get(chosenId);
      const isTagged = prompts.some(({ id, tags }) => id === promptId && tags);
      expect(chosenScore).toBeCloseTo(
        isTagged ? (0.25 * judged(chosenId)) / 5 + 0.75 * (ofSteps ?? NaN) : judged(chosenId) / 5,
        8,
      );
    }
  });

  it('never chooses a response with a step that is probably wrong', async () => {
    const vetoed = (await stepScores()).filter(({ steps = [] }) => Math.min(...steps) < 0.45);
    expect(vetoed.length).toBeGreaterThan(0);
    const chosen = (await pairsOf(run)).map(({ chosenId }) => chosenId);
    expect(vetoed.filter(({ responseId }) => chosen.includes(responseId))).toEqual([]);
    const selection = await run.sources.store.find(layout.selection);
    const summary: unknown = JSON.parse(selection ? await run.sources.store.readText(selection) : '{}');
    expect(summary).toMatchObject({ figures: { vetoed: vetoed.length } });
  });

  it('is counted in the manifest, proven by an audit, told and selected again', async () => {
    const manifest = await run.sources.store.find(layout.manifest);
    expect(JSON.parse(manifest ? await run.sources.store.readText(manifest) : '{}')).toMatchObject({
      counts: { critics: { process: { records: (await stepScores()).length, nulls: 0, setAside: 0 } } },
    });
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    expect(await storyOf(run)).toMatch(/the highest score by judge \(0\.25\) and process \(0\.75, of reasoning\)/);
    expect((await selectedAgain(run)).pairs).toEqual(await pairsOf(run));
  });
});
