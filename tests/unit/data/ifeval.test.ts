import { z } from 'zod';
import { promptInstructionSchema, supportedInstructions } from '../../../src/core/verifiers/ifeval/prompt-instruction';
import { followedInstructions } from '../../../src/core/verifiers/ifeval/verify-instructions';
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

/** The official checker asks a language detector, which does not take these one-word answers for English. */
const MISDETECTED = [
  { key: 202, id: 'change_case:english_lowercase', response: 'etchings' },
  { key: 2341, id: 'change_case:english_capital', response: 'YES' },
];
const UNSUPPORTED = ['language:response_language', 'length_constraints:number_sentences'];

describe('the kinds of instruction', () => {
  it('are 25, of which two need a language detector or a trained sentence splitter', () => {
    expect(supportedInstructions).toHaveLength(23);
    expect(supportedInstructions).not.toEqual(expect.arrayContaining(UNSUPPORTED));
  });
});

describeSharedData('ifeval', 'github.com/google-research/google-research (instruction_following_eval)', ({ rows }) => {
  const inputs = () => rows('input_data.jsonl', inputSchema);

  /** Every graded instruction of a supported kind, alone. */
  function compared(leniency: 'strict' | 'loose') {
    const byKey = new Map(inputs().map((row) => [row.key, row]));
    return rows('gpt4_responses_graded.jsonl', gradedSchema).flatMap((graded) => {
      const { instruction_id_list: ids = [], kwargs = [] } = byKey.get(graded.key) ?? {};
      return ids.flatMap((id, index) => {
        if (UNSUPPORTED.includes(id)) return [];
        const instructions = [promptInstructionSchema.parse({ id, kwargs: kwargs[index] })];
        const [{ follows } = { follows: null }] = followedInstructions({
          response: graded.response,
          instructions,
          leniency,
        });
        return [{ key: graded.key, id, response: graded.response, follows, official: graded[leniency][index] }];
      });
    });
  }

  it.each(['strict', 'loose'] as const)(
    '%s: the 376 verdicts of 23 kinds are the official ones but for two',
    (leniency) => {
      const verdicts = compared(leniency);
      expect(verdicts).toHaveLength(376);
      expect(new Set(verdicts.map(({ id }) => id)).size).toBe(23);
      const different = verdicts.filter(({ follows, official }) => follows !== official);
      expect(different).toEqual(MISDETECTED.map((answer) => ({ ...answer, follows: true, official: false })));
    },
  );

  it('accepts the arguments of all 541 rows, and refuses the two other kinds by name', () => {
    const read = inputs();
    expect(read).toHaveLength(541);
    const asked = read.flatMap(({ instruction_id_list: ids, kwargs }) =>
      ids.map((id, index) => ({ id, kwargs: kwargs[index] })),
    );
    const problems = asked.map((each) => promptInstructionSchema.safeParse(each).error?.issues[0]?.message ?? null);
    const expected = asked.map(({ id }) =>
      UNSUPPORTED.includes(id) ? expect.stringContaining(`"${id}" is not supported`) : null,
    );
    expect(problems).toEqual(expected);
    const seen = new Set(asked.map(({ id }) => id));
    expect([...seen].toSorted()).toEqual([...supportedInstructions, ...UNSUPPORTED].toSorted());
  });
});
