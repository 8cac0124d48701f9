import { join } from 'node:path';
import { runCommand } from '../../cli/run-command';
import { benchmarkFixture, isJudge, lastOf, type Chat } from './benchmark-fixture';

jest.setTimeout(60_000);

const fixture = benchmarkFixture();
const { run, left, script, file } = fixture;

const questions = () =>
  file('mt.jsonl', [
    { question_id: 81, category: 'writing', turns: ['Write.', 'Again.'] },
    { question_id: 101, category: 'math', turns: ['Add.', 'More.'], reference: ['3', '4'] },
  ]);

describe('mt-bench', () => {
  it('asks the second turn after the first answer, and rates it with the whole conversation in view', async () => {
    script((chat) => {
      if (!isJudge(chat)) return `answer to ${lastOf(chat)}`;
      if (!lastOf(chat).includes('answer to Again.')) return 'Rating: [[8]]';
      return lastOf(chat).includes('answer to Write.') ? 'Rating: [[4]]' : 'Rating: [[1]]';
    });
    const { summary } = await run({ kind: 'mt-bench', questions: questions() }, { selfJudged: true });
    expect(summary).toMatchObject({ headline: { unit: 'rating', value: 7 }, unread: 0, selfJudged: true });
    const chats = fixture.chats();
    const second = chats.find((chat) => !isJudge(chat) && lastOf(chat) === 'Again.');
    expect(second?.messages.map(({ content }) => content)).toEqual(['Write.', 'answer to Write.', 'Again.']);
    const mathematics = chats.filter((chat) => isJudge(chat) && lastOf(chat).includes('Add.'));
    expect(mathematics.every((chat) => lastOf(chat).includes('<answer-reference-1>\n3\n'))).toBe(true);
    const judgments = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/mt-bench/judgments.jsonl');
    const { out } = await runCommand('eval', 'mt-bench', '--judgments', judgments, '--questions', questions());
    expect(out).toMatch(/^a-M2 +external:judge +2 +8.00 +6.00 +7.00 /m);
  });

  it("asks by FastChat's prompts where they are given, and counts ratings that cannot be read", async () => {
    const template = '{question}|{answer}|{question_1}|{answer_1}|{question_2}|{answer_2}|{ref_answer_1}';
    const names = ['single-v1', 'single-v1-multi-turn', 'single-math-v1', 'single-math-v1-multi-turn'];
    const judgePrompts = file(
      'prompts.jsonl',
      names.map((name) => ({ name, system_prompt: `system of ${name}`, prompt_template: template })),
    );
    script((chat) => (isJudge(chat) ? 'no rating' : '{answer_1} of {question}'));
    const { summary } = await run({ kind: 'mt-bench', name: 'fastchat', questions: questions(), judgePrompts });
    expect(summary).toMatchObject({ headline: { value: null }, unread: 4 });
    const asked = fixture.chats().filter(isJudge);
    const systems = asked.map(({ messages }) => messages[0]?.content);
    expect(new Set(systems)).toEqual(new Set(names.map((name) => `system of ${name}`)));
    expect(asked.map(lastOf)).toContain(
      'Write.|{answer_1} of {question}|Write.|{answer_1} of {question}|Again.|{answer_2}|{ref_answer_1}',
    );
  });
});

describe('mt-bench-pairwise', () => {
  const baseline = (ids: readonly number[] = [81, 101]) =>
    file(
      'baseline.jsonl',
      ids.map((id) => ({
        question_id: id,
        model_id: 'other',
        choices: [{ index: 0, turns: ['theirs', 'theirs again'] }],
      })),
    );
  const benchmark = () => ({ kind: 'mt-bench-pairwise', questions: questions(), baseline: baseline() });
  const isOursFirst = (chat: Chat) => /<answer-a-1>\n(\w+)/.exec(lastOf(chat))?.[1] === 'ours';

  it('compares both turns in both orders; orders that disagree tie, and what cannot be read counts nowhere (13.3)', async () => {
    script((chat) => {
      if (!isJudge(chat)) return `ours to ${lastOf(chat)}`;
      // The writer wins its first turn, whichever slot it stands in; its second goes to the first slot.
      if (lastOf(chat).includes('Write.'))
        return lastOf(chat).includes('Again.') || isOursFirst(chat) ? 'So [[A]]' : 'So [[B]]';
      if (lastOf(chat).includes('More.')) return isOursFirst(chat) ? '[[B]]' : '[[A]]';
      return isOursFirst(chat) ? '[[C]]' : 'neither';
    });
    const { summary } = await run(benchmark(), { selfJudged: true });
    // A win, a tie, a loss and one without a verdict.
    expect(summary).toMatchObject({ headline: { unit: 'share', value: 0.5 }, unread: 1, selfJudged: true });
    expect(await left('mt-bench-pairwise', 'scores.json')).toEqual({ '81': 0.75, '101': 0 });
    const judged = fixture.chats().filter(isJudge).map(lastOf);
    expect(judged).toHaveLength(8);
    expect(judged.filter((text) => text.includes('<answer-reference-1>\n3\n'))).toHaveLength(4);
    const judgments = join(fixture.folder(), 'runs/a/evaluations/M2/benchmarks/mt-bench-pairwise/judgments.jsonl');
    const { out } = await runCommand('eval', 'mt-bench', '--pairwise', judgments, '--json');
    expect(JSON.parse(out)).toMatchObject({
      winRates: [
        { model: 'a-M2', wins: 1, ties: 1, losses: 1, nulls: 1, winRate: 0.5 },
        { model: 'other', wins: 1, ties: 1, losses: 1, nulls: 1, winRate: 0.5 },
      ],
    });
  });

  it("asks by FastChat's pairwise prompts where they are given", async () => {
    const names = ['pair-v2', 'pair-v2-multi-turn', 'pair-math-v1', 'pair-math-v1-multi-turn'];
    const template = '{question}|{answer_a}|{answer_b}|{answer_a_2}|{answer_b_2}|{ref_answer_1}';
    const judgePrompts = file(
      'prompts.jsonl',
      names.map((name) => ({ name, system_prompt: `system of ${name}`, prompt_template: template })),
    );
    script((chat) => (isJudge(chat) ? '[[A]]' : 'ours {answer_b}'));
    await run({ ...benchmark(), name: 'pairs-by-fastchat', judgePrompts });
    const asked = fixture.chats().filter(isJudge);
    expect(new Set(asked.map(({ messages }) => messages[0]?.content))).toEqual(
      new Set(names.map((name) => `system of ${name}`)),
    );
    expect(asked.map(lastOf)).toContain('Add.|theirs|ours {answer_b}|theirs again|ours {answer_b}|3');
  });

  it('names the question that the other model did not answer', async () => {
    script(() => '');
    await expect(run({ ...benchmark(), name: 'unanswered', baseline: baseline([81]) })).rejects.toThrow(
      /mt.jsonl:2: [^]*has no answer of "101"/,
    );
  });
});
