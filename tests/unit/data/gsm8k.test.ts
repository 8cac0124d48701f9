import { z } from 'zod';
import { lastNumber, verifyExactAnswer } from '../../../src/core/verifiers/exact-answer';
import { runCommand } from '../cli/run-command';
import { describeSharedData } from './shared-data';

const solutionSchema = z.object({ solution: z.string(), is_correct: z.boolean() });
const MODELS = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'] as const;
const exampleSchema = z.object({
  row: z.int(),
  ground_truth: z.string(),
  '6b_finetuning': solutionSchema,
  '6b_verification': solutionSchema,
  '175b_finetuning': solutionSchema,
  '175b_verification': solutionSchema,
});
const questionSchema = z.object({ question: z.string(), answer: z.string() });

describe('an answer in the form of GSM8K', () => {
  it('is the number after the marks of the calculator', () => {
    expect(lastNumber('She makes 9 * 2 = $<<9*2=18>>18 every day.\n#### 1,800')).toBe('1800');
  });
});

describeSharedData('gsm8k', 'github.com/openai/grade-school-math', ({ path, rows }) => {
  it.each([
    ['6b_finetuning', 145],
    ['6b_verification', 257],
    ['175b_finetuning', 211],
    ['175b_verification', 373],
  ] as const)('%s: %i of 660 are right, and every solution is judged as published', (model, right) => {
    const examples = rows('example_model_solutions.jsonl', exampleSchema);
    expect(examples).toHaveLength(660);
    const verdicts = examples.map((example) => {
      const { solution, is_correct: official } = example[model];
      const { score } = verifyExactAnswer({ response: solution, expected: example.ground_truth });
      return { row: example.row, score, official };
    });
    expect(verdicts.filter(({ score, official }) => (score === 1) !== official)).toEqual([]);
    expect(verdicts.filter(({ score }) => score === 1)).toHaveLength(right);
  });

  it('checks every solution against every other model too: equal marks where both ended in one number', () => {
    for (const example of rows('example_model_solutions.jsonl', exampleSchema)) {
      const numbers = MODELS.map((model) => ({ ...example[model], number: lastNumber(example[model].solution) }));
      for (const one of numbers) {
        const same = numbers.filter(({ number }) => number === one.number);
        expect(new Set(same.map(({ is_correct }) => is_correct)).size).toBe(1);
      }
    }
  });

  it.each([
    ['train_first_2000.jsonl', 2000],
    ['test.jsonl', 660],
  ])('%s: all %i answers have the number after "####"', (name, count) => {
    const questions = rows(name, questionSchema);
    expect(questions).toHaveLength(count);
    for (const { answer } of questions) {
      const [, marked = ''] = /#### ?(.*)$/.exec(answer) ?? [];
      expect(lastNumber(answer)).toBe(marked.replaceAll(',', ''));
    }
  });

  it('srlm eval gsm8k prints the published numbers of right solutions, every verdict as graded', async () => {
    const { exitCode, out } = await runCommand('eval', 'gsm8k', '--outputs', path('example_model_solutions.jsonl'));
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^6b_finetuning +660 +145 .* 660 of 660$/),
      expect.stringMatching(/^6b_verification +660 +257 .* 660 of 660$/),
      expect.stringMatching(/^175b_finetuning +660 +211 .* 660 of 660$/),
      expect.stringMatching(/^175b_verification +660 +373 .* 660 of 660$/),
    ]);
  }, 60_000);
});
