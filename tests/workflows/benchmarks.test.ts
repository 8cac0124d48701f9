import { WorkflowFailedError } from '@temporalio/client';
import type { BenchmarkSummary } from '../../src/core/benchmarks/benchmark-result';
import type { RunStatus } from '../../src/workflows/status';
import { WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const benchmarks = [
  { kind: 'ifeval', questions: '/q.jsonl' },
  { kind: 'command', name: 'harness', command: ['false'] },
];

describe('a run with benchmarks', () => {
  it('puts every model through them, compared with those before it, and tells of programs that failed', async () => {
    await bed.with({}, async ({ start, engines }) => {
      const handle = await start({ run: 'x', iterations: 1, evaluation: { benchmarks } });
      const { ended, models } = await handle.result();
      expect(ended).toBe('finished');
      expect(engines.calls.filter((call) => /benchmark/.test(call))).toEqual([
        'import 2 benchmarks',
        'benchmark ifeval of M0 against ',
        'benchmark harness of M0 against ',
        'import 2 benchmarks',
        'benchmark ifeval of sft against M0',
        'benchmark harness of sft against M0',
        'import 2 benchmarks',
        'benchmark ifeval of M1 against sft',
        'benchmark harness of M1 against sft',
        'import 2 benchmarks',
        'benchmark ifeval of M2 against M1, sft',
        'benchmark harness of M2 against M1, sft',
      ]);
      expect(models.at(-1)?.benchmarks?.map(({ name, failure }) => [name, failure])).toEqual([
        ['ifeval', null],
        ['harness', 'it ended with exit code 1'],
      ]);
      const { notes } = await handle.query<RunStatus>('status');
      expect(notes).toContain('harness of M0: it ended with exit code 1');
    });
  });

  it('does nothing more where the recipe has none', async () => {
    await bed.with({}, async ({ start, engines }) => {
      await (await start({ run: 'x', iterations: 1 })).result();
      expect(engines.calls.filter((call) => /benchmark/.test(call))).toEqual([]);
    });
  });

  it('is refused where two benchmarks have one name', async () => {
    await bed.with({}, async ({ start }) => {
      const twice = [benchmarks[0], benchmarks[0]];
      const failure = await (
        await start({ run: 'x', evaluation: { benchmarks: twice } })
      )
        .result()
        .catch((error: unknown) => error);
      expect(failure instanceof WorkflowFailedError && failure.cause?.message).toContain(
        'evaluation.benchmarks.1.name: must differ from the other "ifeval"',
      );
    });
  });
});

describe('benchmarkModel', () => {
  const measured = (error: unknown) => (error instanceof WorkflowFailedError ? error.cause?.message : error);

  it('serves a model of a run that ended and puts it through benchmarks by hand', async () => {
    await bed.with({}, async ({ start, engines }) => {
      await (await start({ run: 'x', iterations: 1 })).result();
      engines.calls.length = 0;
      const handle = await start({ run: 'x', model: 'M1', benchmarks: benchmarks.slice(0, 1) }, 'benchmarkModel');
      const summaries: unknown = await handle.result();
      expect(summaries).toMatchObject([{ name: 'ifeval', unanswered: 1 } satisfies Partial<BenchmarkSummary>]);
      expect(engines.calls.slice(0, 3)).toEqual([
        'serve M1',
        'import 1 benchmarks',
        'benchmark ifeval of M1 against M0, M2, sft',
      ]);
      expect(engines.calls.slice(3).toSorted()).toEqual(['clean x', 'release x', 'report']);
    });
  });

  it('says what is missing: the run, the model, benchmarks, or their fields', async () => {
    await bed.with({}, async ({ start }) => {
      const failure = async (input: object) => (await start(input, 'benchmarkModel')).result().then(String, measured);
      expect(await failure({ run: 'x', model: 'M1' })).toContain('run "x" does not exist');
      await (await start({ run: 'x', iterations: 0 })).result();
      expect(await failure({ run: 'x', model: 'M9', benchmarks })).toContain('no model "M9"; it has M0, M1, sft');
      expect(await failure({ run: 'x', model: 'M1' })).toContain('has no benchmarks');
      expect(await failure({ run: 'x', model: 'M1', benchmarks: [{ kind: 'ifeval' }] })).toContain('- 0.questions: ');
      expect(await failure({ run: 'x' })).toContain('model');
    });
  });
});
