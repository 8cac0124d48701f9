import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditRun } from '../../../src/audit/audit-run';
import { jsonLines } from '../../unit/data/temporary-files';
import { WorkflowTestBed } from '../temporal-environment';
import { withFlippedByte } from './flipped-bytes';
import { recordRun, type RecordedRun } from './recorded-run';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let run: RecordedRun;
let folder: string;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-questions-'));
  const file = async (name: string, rows: object[]) => {
    await writeFile(join(folder, name), jsonLines(rows));
    return join(folder, name);
  };
  const instruction = {
    instruction_id_list: ['keywords:letter_frequency'],
    kwargs: [{ letter: 'i', let_relation: 'at least', let_frequency: 8 }],
  };
  const ifeval = await file(
    'ifeval.jsonl',
    [1, 2, 3, 4, 5, 6].map((key) => ({ key, prompt: `Prompt ${key}`, ...instruction })),
  );
  const mtBench = await file('mt.jsonl', [
    { question_id: 81, category: 'writing', turns: ['Write.', 'Again.'] },
    { question_id: 101, category: 'math', turns: ['Add.', 'More.'], reference: ['3', '4'] },
  ]);
  run = await recordRun(bed, 'benchmarked', {
    recipe: () => ({ iterations: 1, evaluation: { benchmarks: [{ kind: 'ifeval', questions: ifeval }] } }),
    byHand: [{ model: 'M2', benchmarks: [{ kind: 'mt-bench', questions: mtBench }] }],
  });
});
afterAll(async () => {
  await run.remove();
  await rm(folder, { recursive: true });
  await bed.stop();
});

const file = (path: string) => join(run.root, 'runs/benchmarked', path);

describe('an audit of a run with benchmarks', () => {
  it('proves them, those that were made by hand after it too', async () => {
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    // Each model as a judge, by IFEval, and the last one by MT-Bench.
    expect(report.proven.evaluations).toBe(4 + 4 + 1);
    expect(report.proven.workflows).toBe(3);
  });

  it.each([
    'benchmarks/ifeval/questions.jsonl',
    'benchmarks/mt-bench/benchmark.json',
    'evaluations/M1/benchmarks/ifeval/answers.jsonl',
    'evaluations/M2/benchmarks/mt-bench/judgments.jsonl',
    'evaluations/M2/benchmarks/mt-bench/metrics.json',
    'evaluations/M2/calls/benchmark-mt-bench.judge.jsonl',
  ])('names %s where a byte of it was flipped', async (path) => {
    const { differences } = await withFlippedByte(file(path), () => auditRun(run.sources));
    expect(differences.map(({ place }) => place.split(':')[0])).toContain(`runs/benchmarked/${path}`);
  });
});
