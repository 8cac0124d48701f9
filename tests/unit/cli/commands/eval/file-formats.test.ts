import { jsonLines, temporaryFiles } from '../../../data/temporary-files';
import { runCommand } from '../../run-command';

const files = temporaryFiles();
const write = (name: string, rows: readonly unknown[]) => files.write(name, jsonLines(rows));
const evaluate = (...words: string[]) => runCommand('eval', ...words);

describe('srlm eval gsm8k', () => {
  const questions = write('gsm8k-questions.jsonl', [
    { question: 'How many?', answer: 'Two and two.\n#### 4' },
    { question: 'How much?', answer: '#### 1,200' },
    { question: 'How old?', answer: '#### 7' },
  ]);
  const outputs = write('gsm8k-outputs.jsonl', [
    { question: 'How many?', response: 'It is 4.' },
    { question: 'How much?', response: 'I do not know' },
  ]);

  it('counts right answers, those without a number, and questions without an answer', async () => {
    const { out } = await evaluate('gsm8k', '--questions', questions, '--outputs', outputs, '--json');
    expect(JSON.parse(out)).toMatchObject({
      models: [
        { questions: 2, correct: 1, accuracy: { estimate: 0.5 }, withoutNumber: 1, unanswered: 1, against: null },
      ],
    });
  });

  it('compares two files of answers on the same questions', async () => {
    const other = write('gsm8k-other.jsonl', [
      { question: 'How much?', response: '$1200' },
      { question: 'How many?', response: '4' },
    ]);
    const { out } = await evaluate('gsm8k', '--questions', questions, '--outputs', outputs, '--against', other);
    expect(out).toContain('-50.00 points');
    expect(out).toContain('better on 0, worse on 1, equal on 1 of 2');
  });

  it.each([
    ['an answer to no question', { question: 'Why?', response: '4' }, ':1: answers no question of '],
    ['an answer without a question', { response: '4' }, ':1: must have the question, or its row'],
    ['no response', { question: 'How many?' }, ':1: response: is missing'],
  ])('refuses %s by file and line', async (what, row, message) => {
    const file = write(`gsm8k ${what}.jsonl`, [row]);
    const { exitCode, log } = await evaluate('gsm8k', '--questions', questions, '--outputs', file);
    expect(exitCode).toBe(2);
    expect(log).toContain(`${file}${message}`);
  });

  it('refuses a reference without a number, and a model that is not there', async () => {
    const bad = write('gsm8k-bad.jsonl', [{ row: 0, ground_truth: 'none', m: { solution: '4' } }]);
    expect((await evaluate('gsm8k', '--outputs', bad)).log).toContain(`${bad}:1: ground_truth: must hold a number`);
    const good = write('gsm8k-good.jsonl', [{ row: 0, ground_truth: '4', m: { solution: '4' } }]);
    const { exitCode, log } = await evaluate('gsm8k', '--outputs', good, '--against', 'n');
    expect({ exitCode, log }).toEqual({ exitCode: 2, log: '--outputs has no model "n"; it has m' });
  });
});

describe('srlm eval ifeval', () => {
  const row = (key: number, ids: string[], kwargs: object[]) => ({
    key,
    prompt: `Prompt ${key}`,
    instruction_id_list: ids,
    kwargs,
  });
  const questions = write('ifeval-questions.jsonl', [
    row(1, ['punctuation:no_comma', 'startend:quotation'], [{}, {}]),
    row(2, ['punctuation:no_comma'], [{}]),
  ]);

  it('finds answers by prompt or key, and compares two files', async () => {
    const outputs = write('ifeval-outputs.jsonl', [
      { prompt: 'Prompt 1', response: '*"Yes"*' },
      { key: 2, response: 'No' },
    ]);
    const other = write('ifeval-other.jsonl', [{ key: 2, response: 'No, no' }]);
    const { out } = await evaluate('ifeval', '--questions', questions, '--outputs', outputs, '--against', other);
    expect(out).toMatch(/^prompts, strict +2 +50.00 %/m);
    expect(out).toMatch(/^prompts, loose +2 +100.00 %/m);
    expect(out).toMatch(/^instructions, strict +3 +66.67 %/m);
    expect(out).toContain('better on 1, worse on 0, equal on 0 of 1 (1 on one side only)');
  });

  it.each([
    [
      'an unknown kind',
      row(3, ['language:dialect'], [{}]),
      ':1: instruction_id_list.0: "language:dialect" is not supported',
    ],
    ['missing arguments', row(3, ['keywords:existence'], [{}]), ':1: kwargs.0.keywords: '],
    [
      'too few arguments',
      row(3, ['punctuation:no_comma'], []),
      ':1: kwargs: must have one for each of 1 instructions, got 0',
    ],
  ])('refuses questions with %s by file and line', async (what, question, message) => {
    const file = write(`ifeval ${what}.jsonl`, [question]);
    const { exitCode, log } = await evaluate('ifeval', '--questions', file, '--outputs', questions);
    expect(exitCode).toBe(2);
    expect(log).toContain(`${file}${message}`);
  });
});

describe('srlm eval mt-bench', () => {
  const judgment = (question_id: number, turn: number, text: string, score: number, model = 'M2') => ({
    question_id,
    model,
    judge: ['gpt-4', 'single-v1'],
    user_prompt: '…',
    judgment: text,
    score,
    turn,
    tstamp: 1,
  });
  const questions = write('mt-questions.jsonl', [
    { question_id: 81, category: 'writing', turns: ['Write.', 'Again.'] },
  ]);

  it('reads ratings from the texts, says where the record differs, and compares two models', async () => {
    const file = write('mt-single.jsonl', [
      judgment(81, 1, 'Rating: [[8]]', 8),
      judgment(81, 2, 'Rating: none', -1),
      judgment(81, 1, 'Rating: [[5]]', 6, 'M1'),
      judgment(81, 2, 'Rating: [[7]]', 7, 'M1'),
    ]);
    const { out } = await evaluate('mt-bench', '--judgments', file, '--questions', questions, '--against', 'M1');
    expect(out).toMatch(/^M2 +gpt-4 +1 +8\.00 +– +8\.00 .* +1 +0 +8\.00$/m);
    expect(out).toMatch(/^M1 +gpt-4 +1 +5\.00 +7\.00 +6\.00 .* +0 +1 +6\.00$/m);
    expect(out).toContain('M2 against M1 by gpt-4: +2.00 (95 % interval');
  });

  it('computes win rates of comparisons', async () => {
    const match = { question_id: 81, model_1: 'M2', model_2: 'M1', judge: ['gpt-4', 'pair-v2'] };
    const file = write('mt-pair.jsonl', [
      { ...match, turn: 1, g1_winner: 'model_1', g2_winner: 'model_1' },
      { ...match, turn: 2, g1_winner: 'error', g2_winner: 'model_1' },
    ]);
    const { out } = await evaluate('mt-bench', '--pairwise', file, '--json');
    expect(JSON.parse(out)).toMatchObject({
      winRates: [
        { model: 'M2', wins: 1, nulls: 1, winRate: 1 },
        { model: 'M1', losses: 1, nulls: 1, winRate: 0 },
      ],
    });
  });

  it('refuses a score that is none, a judgment that is there twice, and nothing at all', async () => {
    const bad = write('mt-bad.jsonl', [judgment(81, 1, 'x', 0), judgment(81, 3, 'x', 5)]);
    const { log } = await evaluate('mt-bench', '--judgments', bad);
    expect(log).toContain(`${bad}:1: score: must be from 1 to 10, or -1`);
    expect(log).toContain(`${bad}:2: turn: `);
    const twice = write('mt-twice.jsonl', [judgment(81, 1, 'x', 5), judgment(81, 1, 'x', 5)]);
    expect((await evaluate('mt-bench', '--judgments', twice)).log).toContain(`${twice}:2: is about the same as line 1`);
    expect((await evaluate('mt-bench')).exitCode).toBe(2);
  });
});

describe('srlm eval arena-hard', () => {
  const game = (score: string | null) => ({ score, judgment: '…' });
  const row = (uid: string, model: string, first: string | null, second: string | null) => ({
    uid,
    model,
    judge: 'gpt-4',
    games: [game(first), game(second)],
  });
  const judgments = write('arena.jsonl', [
    row('a', 'M2', 'A>B', 'A>>B'),
    row('b', 'M2', 'A>B', 'A=B'),
    row('c', 'M2', null, 'A>B'),
    row('d', 'M2', 'A>B', 'A>B'),
  ]);
  const answer = (uid: string, model: string, text: string) => ({
    uid,
    model,
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: { answer: text } },
    ],
  });

  it('scores against the baseline and counts prompts without two readable games', async () => {
    const { out } = await evaluate('arena-hard', judgments, '--json');
    expect(JSON.parse(out)).toMatchObject({
      features: [],
      categories: [{ category: null, models: [{ model: 'M2', prompts: 3, score: { estimate: 4.5 / 8 } }] }],
      nulls: { M2: 1 },
    });
  });

  it('holds style equal with the answers, and says when they are not there', async () => {
    const texts = { a: 'a long answer here', b: 'short', c: 'short', d: 'short' };
    const answers = write(
      'arena-answers.jsonl',
      Object.entries(texts).map(([uid, text]) => answer(uid, 'M2', text)),
    );
    const baseline = write(
      'arena-base.jsonl',
      Object.keys(texts).map((uid) => answer(uid, 'base', 'short')),
    );
    const words = ['arena-hard', judgments, '--style', 'length'];
    const { out, log } = await evaluate(...words, '--answers', answers, '--baseline', baseline);
    expect(log).toBe('');
    expect(out).toContain('Log-odds of a standard deviation more of: length ');
    expect((await evaluate(...words)).log).toContain('--answers FILES and --baseline FILE');
    const missing = write('arena-missing.jsonl', [answer('a', 'M2', 'x')]);
    const refused = await evaluate(...words, '--answers', missing, '--baseline', baseline);
    expect(refused.exitCode).toBe(2);
    expect(refused.log).toContain(`${judgments}:2: the models' answers (${missing}) have none of this prompt`);
  });

  it('takes ties for an outcome of their own, and prints their threshold (methods section 16)', async () => {
    const { out } = await evaluate('arena-hard', judgments, '--ties', 'rao-kupper');
    // Of 8 games by weight 4 are won, 1 is tied and 3 are lost: eta and the strength match all three shares.
    expect(out).toContain('56.25 %');
    expect(out).toMatch(/Ties, Rao-Kupper: eta 0\.255, 90 % interval \d/);
    const clear = write('arena-clear.jsonl', [row('a', 'M2', 'A=B', 'A=B')]);
    expect((await evaluate('arena-hard', clear, '--ties', 'rao-kupper')).out).toContain(
      'to tell strength from the threshold of ties: there is no score',
    );
    expect((await evaluate('arena-hard', judgments, '--ties', 'no')).exitCode).toBe(2);
  });

  it('refuses a verdict that is none by file and line', async () => {
    const bad = write('arena-bad.jsonl', [row('a', 'M2', 'A', 'B>A')]);
    expect((await evaluate('arena-hard', bad)).log).toContain(`${bad}:1: games.0.score: must be one of`);
  });
});

describe('srlm eval judge-accuracy', () => {
  it('refuses a label that is none by file and line, and asks for the format', async () => {
    const bad = write('llmbar-bad.jsonl', [
      { row: 0, label: 3, swap_false: { winner: '1' }, swap_true: { winner: '1' } },
    ]);
    expect((await evaluate('judge-accuracy', '--format', 'llmbar', bad)).log).toContain(`${bad}:1: label: `);
    expect((await evaluate('judge-accuracy', bad)).exitCode).toBe(2);
  });

  it('counts verdicts that could not be read as wrong', async () => {
    const file = write('llmbar.jsonl', [
      { row: 0, label: 1, swap_false: { winner: '1' }, swap_true: { winner: 'Neither' } },
      { row: 1, label: 2, swap_false: { winner: '2' }, swap_true: { winner: '2' } },
    ]);
    const { out } = await evaluate('judge-accuracy', '--format', 'llmbar', file, '--json');
    expect(JSON.parse(out)).toMatchObject({
      judges: [{ pairs: 2, forward: 1, backward: 0.5, both: 0.5, net: 1, nulls: 1, average: { estimate: 0.75 } }],
    });
  });
});
