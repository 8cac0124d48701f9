import { z } from 'zod';
import { mtBenchAnswerSchema, mtBenchQuestionSchema } from '../../../src/core/benchmarks/mt-bench-formats';
import { parsePairwiseRating, parseRating } from '../../../src/core/benchmarks/mt-bench-parsing';
import { runCommand } from '../cli/run-command';
import { countOf, describeSharedData } from './shared-data';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();

describeSharedData('mt_bench', 'github.com/lm-sys/FastChat', ({ path, rows }) => {
  const questions = () => rows('question.jsonl', mtBenchQuestionSchema);

  it('has 80 questions of two turns, 10 in each of 8 categories, and reference answers of three', () => {
    expect(questions().filter(({ turns }) => turns.length === 2)).toHaveLength(80);
    expect([...countOf(questions().map(({ category }) => category)).values()]).toEqual(
      Array.from({ length: 8 }, () => 10),
    );
    const references = rows('reference_answer/gpt-4.jsonl', mtBenchAnswerSchema);
    const categories = new Map(questions().map(({ question_id, category }) => [question_id, category]));
    expect(Object.fromEntries(countOf(references.map(({ question_id }) => categories.get(question_id))))).toEqual({
      math: 10,
      reasoning: 10,
      coding: 10,
    });
  });

  it("reads what the judge's prompts ask for (methods section 13.3)", () => {
    const prompts = rows(
      'judge_prompts.jsonl',
      z.object({ type: z.enum(['single', 'pairwise']), prompt_template: z.string(), system_prompt: z.string() }),
    );
    const asked = (type: string) =>
      prompts
        .filter((prompt) => prompt.type === type)
        .map(({ system_prompt, prompt_template }) => system_prompt + prompt_template);
    expect(asked('single').map(parseRating)).toEqual([5, 5, 5, 5]);
    expect(asked('pairwise').map(parsePairwiseRating)).toEqual(['A', 'A', 'A', 'A']);
  });

  it('srlm eval mt-bench gives the mean of every category by turn', async () => {
    const judgments = questions().flatMap(({ question_id }, index) =>
      [1, 2].map((turn) => ({
        question_id,
        model: 'm',
        judge: ['judge', turn === 1 ? 'single-v1' : 'single-v1-multi-turn'],
        turn,
        score: turn === 1 ? 1 + (index % 10) : 4,
      })),
    );
    const file = files.write('judgments.jsonl', jsonLines(judgments));
    const words = ['--judgments', file, '--questions', path('question.jsonl')];
    const { out } = await runCommand('eval', 'mt-bench', ...words);
    expect(out).toMatch(/^m +judge +80 +5\.50 +4\.00 +4\.75 .*( +4\.75){8}$/m);
  }, 60_000);
});
