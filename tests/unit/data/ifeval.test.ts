import { z } from 'zod';
import { ifevalQuestionSchema } from '../../../src/core/benchmarks/ifeval-formats';
import { promptInstructionSchema, supportedInstructions } from '../../../src/core/verifiers/ifeval/prompt-instruction';
import { followedInstructions } from '../../../src/core/verifiers/ifeval/verify-instructions';
import { runCommand } from '../cli/run-command';
import { describeSharedData } from './shared-data';

const inputSchema = z.object({
  key: z.int(),
  instruction_id_list: z.array(z.string()),
  kwargs: z.array(z.record(z.string(), z.unknown())),
});
const gradedSchema = z.object({
  key: z.int(),
  response: z.string(),
  strict: z.array(z.boolean()),
  loose: z.array(z.boolean()),
});

jest.setTimeout(60_000);

const reportSchema = z.object({
  prompts: z.int(),
  instructions: z.int(),
  unanswered: z.int(),
  promptLevel: z.record(z.string(), z.object({ estimate: z.number() })),
  agreement: z.record(z.string(), z.object({ compared: z.int(), equal: z.int() })),
});

describeSharedData(
  'ifeval',
  'github.com/google-research/google-research (instruction_following_eval)',
  ({ path, rows }) => {
    const inputs = () => rows('input_data.jsonl', inputSchema);

    /** Every graded instruction, alone. */
    function compared(leniency: 'strict' | 'loose') {
      const byKey = new Map(inputs().map((row) => [row.key, row]));
      return rows('gpt4_responses_graded.jsonl', gradedSchema).flatMap((graded) => {
        const { instruction_id_list: ids = [], kwargs = [] } = byKey.get(graded.key) ?? {};
        return ids.map((id, index) => {
          const instructions = [promptInstructionSchema.parse({ id, kwargs: kwargs[index] })];
          const asked = { response: graded.response, instructions, leniency };
          const [{ follows } = { follows: null }] = followedInstructions(asked);
          return { key: graded.key, id, response: graded.response, follows, official: graded[leniency][index] };
        });
      });
    }

    it.each(['strict', 'loose'] as const)('%s: all 419 verdicts of 25 kinds are the official ones', (leniency) => {
      const verdicts = compared(leniency);
      expect(verdicts).toHaveLength(419);
      expect(new Set(verdicts.map(({ id }) => id)).size).toBe(25);
      expect(verdicts.filter(({ follows, official }) => follows !== official)).toEqual([]);
    });

    it('accepts the arguments of all 541 rows, which use every kind', () => {
      const read = inputs();
      expect(read).toHaveLength(541);
      expect(read.filter((row) => !ifevalQuestionSchema.safeParse({ prompt: 'p', ...row }).success)).toEqual([]);
      const seen = new Set(read.flatMap(({ instruction_id_list: ids }) => ids));
      expect([...seen].toSorted()).toEqual(supportedInstructions);
    });

    it('srlm eval ifeval gives the published 212 and 221 of 270 prompts, and says that every verdict is as graded', async () => {
      const words = ['eval', 'ifeval', '--questions', path('input_data.jsonl')];
      const { exitCode, out } = await runCommand(...words, '--outputs', path('gpt4_responses_graded.jsonl'), '--json');
      expect(exitCode).toBe(0);
      const report = reportSchema.parse(JSON.parse(out));
      expect(report).toMatchObject({ prompts: 270, instructions: 419, unanswered: 271 });
      expect(report.promptLevel['strict']?.estimate).toBeCloseTo(212 / 270, 12);
      expect(report.promptLevel['loose']?.estimate).toBeCloseTo(221 / 270, 12);
      const all = { compared: 419, equal: 419 };
      expect(report.agreement).toEqual({ strict: all, loose: all });
    });
  },
);
