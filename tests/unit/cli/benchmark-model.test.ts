import { join } from 'node:path';
import { whatToMeasure } from '../../../src/cli/benchmark-model';
import { benchmarkLines } from '../../../src/cli/view/benchmark-lines';
import type { BenchmarkSummary } from '../../../src/core/benchmarks/benchmark-result';
import { temporaryFiles } from '../data/temporary-files';

const files = temporaryFiles();

describe('what srlm eval run measures', () => {
  it('is what the run itself has, by its name', async () => {
    expect(await whatToMeasure('demo', 'M2')).toEqual({ run: 'demo', model: 'M2' });
  });

  it('is what a recipe has, with files relative to it', async () => {
    const recipe = files.write(
      'b.yaml',
      'run: demo\nevaluation: { benchmarks: [{ kind: gsm8k, questions: q.jsonl }] }\n',
    );
    expect(await whatToMeasure(recipe, 'M2')).toMatchObject({
      run: 'demo',
      model: 'M2',
      benchmarks: [{ kind: 'gsm8k', questions: join(files.folder, 'q.jsonl'), maxTokens: 1024 }],
    });
  });

  it('must be something, with every field of it right', async () => {
    await expect(whatToMeasure('{"run": "demo"}', 'M2')).rejects.toThrow('has no evaluation.benchmarks');
    const wrong = '{"run": "demo", "evaluation": {"benchmarks": [{"kind": "ifeval", "question": "q"}]}}';
    await expect(whatToMeasure(wrong, 'M2')).rejects.toThrow('evaluation.benchmarks.0.questions');
  });
});

it('shows figures, who judged, what is missing, and how the model stands against others', () => {
  const summary: BenchmarkSummary = {
    name: 'mt-bench',
    kind: 'mt-bench',
    headline: { figure: 'mean rating', unit: 'rating', value: 6.125, low: 5.5, high: 6.75 },
    questions: 80,
    unanswered: 1,
    truncated: 2,
    unread: 3,
    selfJudged: true,
    against: [
      {
        model: 'M1',
        compared: 80,
        unpaired: 0,
        better: 50,
        worse: 20,
        equal: 10,
        difference: { estimate: 0.5, low: 0.1, high: 0.9 },
        pValue: 0.0004,
      },
    ],
    failure: null,
  };
  const harness = { ...summary, name: 'harness', headline: null, against: [], failure: 'it ended with exit code 1' };
  const lines = benchmarkLines('M2', [summary, harness]);
  expect(lines[1]).toMatch(
    /^mt-bench +mean rating +6\.13 \(5\.50 to 6\.75\), self-judged, 1 unanswered, 3 unread +80 +2$/,
  );
  expect(lines[2]).toMatch(/^harness +failed/);
  expect(lines[3]).toContain(
    'mt-bench: M2 against M1: +0.50 (95 % interval +0.10 to +0.90); better on 50, worse on 20',
  );
  expect(lines[4]).toBe('harness: it ended with exit code 1');
});
