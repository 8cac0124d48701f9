import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../cli/run-command';
import { benchmarkFixture, isJudge, lastOf, type Chat } from './benchmark-fixture';

jest.setTimeout(60_000);

const fixture = benchmarkFixture();
const { run, left, script, file } = fixture;

describe('ifeval', () => {
  const questions = () =>
    file('ifeval.jsonl', [
      { key: 1, prompt: 'No comma.', instruction_id_list: ['punctuation:no_comma'], kwargs: [{}] },
      { key: 2, prompt: 'In quotes.', instruction_id_list: ['startend:quotation'], kwargs: [{}] },
      { key: 3, prompt: 'Refused.', instruction_id_list: ['startend:quotation'], kwargs: [{}] },
      { key: 4, prompt: 'Beyond the limit.', instruction_id_list: ['startend:quotation'], kwargs: [{}] },
    ]);

  it('asks the first questions once, counts what no server takes, and keeps what the command on files reads', async () => {
    script((chat) => (lastOf(chat) === 'Refused.' ? { status: 400 } : `*"${lastOf(chat)}"*`));
    const benchmark = { kind: 'ifeval', questions: questions(), limit: 3 };
    const { summary, files } = await run(benchmark);
    expect(summary).toMatchObject({
      name: 'ifeval',
      headline: { unit: 'share', value: 0.5 },
      questions: 3,
      unanswered: 1,
      unread: 0,
      selfJudged: null,
      failure: null,
    });
    expect(files.map(({ path }) => path.replace('runs/a/evaluations/M2/', ''))).toEqual([
      'benchmarks/ifeval/answers.jsonl',
      'benchmarks/ifeval/metrics.json',
      'benchmarks/ifeval/outputs.jsonl',
      'benchmarks/ifeval/scores.json',
      'calls/benchmark-ifeval.jsonl',
    ]);
    const outputs = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/ifeval/outputs.jsonl');
    const { out } = await runCommand('eval', 'ifeval', '--questions', questions(), '--outputs', outputs);
    expect(out).toMatch(/^prompts, strict +2 +50.00 %/m);
    expect(out).toContain('strict 2 of 2, loose 2 of 2');
    const asked = fixture.chats().length;
    expect(await run(benchmark)).toEqual({ summary, files });
    expect(fixture.chats()).toHaveLength(asked);
  });

  it('compares with an older model question by question', async () => {
    script(() => 'a, b');
    const benchmark = { kind: 'ifeval', name: 'again', questions: questions() };
    await run(benchmark, { model: 'M1' });
    script(() => '"a"');
    const { summary } = await run(benchmark, { model: 'M2', against: ['M1', 'sft'] });
    expect(summary.against).toMatchObject([{ model: 'M1', compared: 4, better: 4, worse: 0, equal: 0, pValue: 0.125 }]);
  });

  it('keeps the questions that the first model was asked, and refuses others under their name', async () => {
    script(() => '"a"');
    await run({ kind: 'ifeval', name: 'kept', questions: questions() }, { model: 'M1' });
    writeFileSync(questions(), 'not JSON');
    const again = { kind: 'ifeval', name: 'kept', questions: join(fixture.folder(), 'ifeval.jsonl') };
    expect((await run(again)).summary.questions).toBe(4);
    await expect(run({ ...again, limit: 2 })).rejects.toThrow('has a benchmark "kept" that was told otherwise');
  });

  it('may name another file after one that could not be read', async () => {
    script(() => '"a"');
    const named = (path: string) => run({ kind: 'ifeval', name: 'typo', questions: path });
    await expect(named('/no/such.jsonl')).rejects.toThrow('does not exist');
    expect((await named(questions())).summary.questions).toBe(4);
  });

  it('refuses a bad file with its line before anything is asked', async () => {
    const bad = file('bad.jsonl', [{ key: 1, prompt: 'x', instruction_id_list: ['no:kind'], kwargs: [{}] }]);
    await expect(run({ kind: 'ifeval', name: 'bad', questions: bad })).rejects.toThrow(
      `${bad}:1: instruction_id_list.0: "no:kind"`,
    );
    expect(fixture.chats()).toEqual([]);
  });
});

it('gsm8k asks for the number and reads the last one', async () => {
  script((chat) => (lastOf(chat).startsWith('How many?') ? 'It is\n4' : 'It is 5, or 6'));
  const questions = file('gsm8k.jsonl', [
    { question: 'How many?', answer: '#### 4' },
    { question: 'How much?', answer: '#### 5' },
  ]);
  const { summary } = await run({ kind: 'gsm8k', questions });
  expect(summary).toMatchObject({ headline: { figure: 'exact answers', value: 0.5 }, selfJudged: null });
  expect(await left('gsm8k', 'outputs.jsonl')).toEqual([
    { question: 'How many?', response: 'It is\n4' },
    { question: 'How much?', response: 'It is 5, or 6' },
  ]);
  expect(lastOf(fixture.chats()[0] ?? { model: '', messages: [] })).toContain('as a number alone on the last line');
});

describe('alpaca-eval', () => {
  const label = (token: string, logprob: number) => ({ token, logprob });
  /** A reply whose first token is A with probability 0.8. */
  const prefersA = (chat: Chat) => {
    const top = [label('A', Math.log(0.8)), label('B', Math.log(0.2))];
    const [first] = top;
    return {
      body: {
        id: 'x',
        model: chat.model,
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: 'A' },
            finish_reason: 'stop',
            logprobs: { content: [{ ...first, top_logprobs: top }] },
          },
        ],
        usage: { prompt_tokens: 1, completion_tokens: 1 },
      },
    };
  };

  it('asks once in a drawn order and leaves files that alpaca_eval reads', async () => {
    const instructions = Array.from({ length: 8 }, (_, index) => ({ instruction: `Do ${index}.`, dataset: 'x' }));
    const questions = file('alpaca.json', instructions);
    const baseline = file(
      'baseline.json',
      instructions.map(({ instruction }) => ({ instruction, output: 'done', generator: 'base' })),
    );
    script((chat) => (isJudge(chat) ? prefersA(chat) : 'mine'));
    const { summary } = await run({ kind: 'alpaca-eval', questions, baseline });
    expect(summary).toMatchObject({ questions: 8, unread: 0, selfJudged: false, headline: { unit: 'share' } });
    const { value, low, high } = summary.headline ?? {};
    expect(low).toBeLessThanOrEqual(value ?? 0);
    expect(high).toBeGreaterThanOrEqual(value ?? 1);
    const outputs = await left('alpaca-eval', 'outputs.json');
    expect(outputs).toEqual(instructions.map((row) => ({ ...row, output: 'mine', generator: 'a-M2' })));
    const annotations = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/alpaca-eval/annotations.json');
    const mine = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/alpaca-eval/outputs.json');
    const words = ['--annotations', annotations, '--outputs', mine, '--baseline', baseline];
    const { out } = await runCommand('eval', 'winrate', ...words);
    expect(out).toContain('a-M2 against base: 8 compared, 0 without a preference');
    const metrics = JSON.stringify(await left('alpaca-eval', 'metrics.json'));
    // The judge likes slot A: with drawn orders the model stands there sometimes.
    const [, wins = '', losses = ''] = /"wins":(\d+),"losses":(\d+)/.exec(metrics) ?? [];
    expect(Number(wins)).toBeGreaterThan(0);
    expect(Number(wins) + Number(losses)).toBe(8);
  });

  it('refuses a question that the baseline did not answer', async () => {
    const questions = file('alpaca-2.json', [{ instruction: 'Do.' }]);
    const baseline = file('baseline-2.json', [{ instruction: 'Other.', output: 'x', generator: 'base' }]);
    await expect(run({ kind: 'alpaca-eval', name: 'b', questions, baseline })).rejects.toThrow(
      `${questions}:1: ${baseline} has no output of it`,
    );
  });
});

it('arena-hard plays both games and leaves out prompts of which one cannot be read', async () => {
  const questions = file('arena.jsonl', [
    { uid: 'u1', category: 'hard', prompt: 'One.' },
    { uid: 'u2', category: 'hard', prompt: 'Two.' },
  ]);
  const baseline = file(
    'arena-base.jsonl',
    ['u1', 'u2'].map((uid) => ({
      uid,
      model: 'base',
      messages: [{ role: 'assistant', content: { answer: 'theirs' } }],
    })),
  );
  script((chat) => {
    if (!isJudge(chat)) return 'ours';
    if (lastOf(chat).includes('Two.')) return 'I cannot say.';
    return lastOf(chat).includes('<answer-a>\nours') ? 'So: [[A>>B]]' : 'So: [[A=B]]';
  });
  const { summary } = await run({ kind: 'arena-hard', questions, baseline });
  expect(summary).toMatchObject({ headline: { value: 3.5 / 4 }, questions: 2, unread: 1 });
  const judgments = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/arena-hard/judgments.jsonl');
  const { out } = await runCommand('eval', 'arena-hard', judgments, '--json');
  expect(JSON.parse(out)).toMatchObject({
    categories: [{ category: 'hard', models: [{ model: 'a-M2', prompts: 1, score: { estimate: 3.5 / 4 } }] }],
    nulls: { 'a-M2': 1 },
  });
});
