import { createFindings } from '../../../../src/audit/findings';
import { checkBenchmarks } from '../../../../src/audit/records/check-benchmarks';
import { createCommandRunner } from '../../../../src/clients/command-runner';
import { benchmarkFigure } from '../../../../src/core/benchmarks/benchmark-figure';
import { digestOf } from '../../../../src/core/digest';
import { environmentOfCommands } from '../../../../src/env';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { runLayout } from '../../../../src/store/run-layout';
import { benchmarkFixture } from './benchmark-fixture';

jest.setTimeout(60_000);

const fixture = benchmarkFixture();
const { run, left } = fixture;
const commands = createCommandRunner((own) =>
  environmentOfCommands(own, { PATH: process.env['PATH'], SRLM_KEY_JUDGE: 'secret', SRLM_TRAINER_TOKEN: 'secret' }),
);
const node = (code: string, ...words: string[]) => ['node', '-e', code, ...words];

const REPORTED = {
  headline: { name: 'acc', value: 0.5, unit: 'share', n: 1319, standardError: 0.1 },
  figures: { f1: 0.4 },
};
const reporting = (figures: object) =>
  node('require("fs").writeFileSync(process.env.SRLM_FIGURES, process.argv[1])', JSON.stringify(figures));

describe('a program as a benchmark', () => {
  it('is told the served model, and what it prints is kept', async () => {
    const code =
      'console.log(process.argv.slice(1).join(" ")); console.error(Object.keys(process.env).filter((name) => name.startsWith("SRLM")).join())';
    const command = node(code, '{model}', '{endpoint}/v1', '{other}');
    const { summary } = await run({ kind: 'command', name: 'echo', command }, { commands });
    expect(summary).toMatchObject({ name: 'echo', kind: 'command', headline: null, failure: null });
    expect(await left('echo', 'attempt-1.log')).toMatch(/^m http:\/\/127\.0\.0\.1:\d+\/v1 \{other\}\nSRLM_FIGURES\n$/);
    expect(await left('echo', 'attempt-1.json')).toMatchObject({ exitCode: 0, summary: { failure: null } });
  });

  it('reports figures, which an audit holds against what is shown', async () => {
    const { summary } = await run({ kind: 'command', name: 'good', command: reporting(REPORTED) }, { commands });
    expect(summary.headline).toMatchObject({ figure: 'acc', unit: 'share', value: 0.5 });
    expect(summary).toMatchObject({ questions: 1319, failure: null });
    expect(benchmarkFigure(summary)).toBe('50.0 % (30.4 to 69.6)');
    const figures = { attempt: 1, reported: REPORTED };
    expect(await left('good', 'metrics.json')).toEqual({ summary, figures });
    expect(await left('good', 'attempt-1.figures.json')).toEqual(REPORTED);

    const differences = async () => {
      const findings = createFindings();
      const model = { name: 'M2', digest: digestOf('M2') };
      await checkBenchmarks(fixture.store(), model, resolveRecipe({ run: 'a' }), findings);
      return findings.report('a').differences.map(({ problem }) => problem);
    };
    expect(await differences()).toEqual([]);
    const path = runLayout('a').evaluation('M2', 'benchmarks/good/metrics.json');
    await fixture.store().replaceText(path, JSON.stringify({ summary: { ...summary, questions: 9 }, figures }));
    expect(await differences()).toEqual([expect.stringContaining('is not what the figures in')]);
  });

  it.each([
    ['text', { headline: { ...REPORTED.headline, value: 'x' } }, 'headline.value'],
    ['range', { headline: { ...REPORTED.headline, value: 50 } }, 'headline.value: must be between 0 and 1'],
    ['null', { headline: REPORTED.headline, figures: { f1: null } }, 'figures.f1'],
  ])('fails by figures that are malformed, with the field named: %s', async (name, reported, named) => {
    const { summary } = await run({ kind: 'command', name, command: reporting(reported) }, { commands });
    expect(summary.headline).toBeNull();
    expect(summary.failure).toContain(`(SRLM_FIGURES) are malformed: ${named}`);
  });

  it('leaves no secret of its environment in the log', async () => {
    const code = 'console.log(`key ${process.env.SRLM_KEY_JUDGE}.`)';
    const signal = new AbortController().signal;
    const { output } = await commands.run(node(code), { secrets: ['SRLM_KEY_JUDGE'], timeLimitMs: 30_000, signal });
    expect(output).toBe('key [secret].\n');
  });

  it('that fails is told of and tried again, and ends the run where it is required', async () => {
    const failing = { kind: 'command', name: 'fails', command: node('console.log("why"); process.exit(3)') };
    expect((await run(failing, { commands })).summary.failure).toBe('it ended with exit code 3');
    expect((await run(failing, { commands })).summary.failure).toBe('it ended with exit code 3');
    expect(await left('fails', 'attempt-2.log')).toBe('why\n');
    await expect(run({ ...failing, name: 'must', required: true }, { commands })).rejects.toThrow(
      'The evaluator "must" failed: it ended with exit code 3',
    );
    const missing = { kind: 'command', name: 'missing', command: ['no-such-program'] };
    expect((await run(missing, { commands })).summary.failure).toContain('it could not be started');
  });

  it('that does not end in time is ended with what it started', async () => {
    const forever =
      'require("child_process").spawn("sleep", ["600"], { stdio: "inherit" }); setInterval(() => {}, 1000)';
    const slow = { kind: 'command', name: 'slow', command: node(forever), timeLimitMinutes: 0.02 };
    expect((await run(slow, { commands })).summary.failure).toBe('it did not end within 0.02 minutes');
  });

  it('ends when it ends, whatever it left behind with its output', async () => {
    const leaves = 'require("child_process").spawn("sleep", ["600"], { stdio: "inherit" }).unref(); process.exit(0)';
    const began = performance.now();
    const { summary } = await run({ kind: 'command', name: 'leaves', command: node(leaves) }, { commands });
    expect(summary.failure).toBeNull();
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it('runs only where the worker allows it', async () => {
    const { summary } = await run({ kind: 'command', name: 'not-here', command: ['true'] });
    expect(summary.failure).toContain('SRLM_ALLOW_COMMANDS=true');
  });
});
