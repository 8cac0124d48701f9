import { z } from 'zod';
import { comparisonPrinciples } from '../../../src/core/constitution/comparison-principles';
import { scoreRecordSchema } from '../../../src/core/feedback-records';
import { pairRecordSchema } from '../../../src/core/records';
import { iterationLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const chatSchema = z.looseObject({ messages: z.array(z.looseObject({ content: z.string() })) });

it('takes best against worst by the whole constitution at once (methods section 9: listwise_hard)', async () => {
  const recipe = {
    run: 'listwise-hard',
    method: 'cai',
    iterations: 1,
    revisions: { rounds: 1 },
    prompts: { perIteration: 6 },
    responses: { perPrompt: 4 },
    critics: [{ kind: 'listwise', principles: true }],
    selection: { kind: 'best-and-worst', critic: 'listwise' },
    objective: { kind: 'dpo' },
    evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
  };
  await playMethod(bed, recipe, async (played) => {
    const layout = iterationLayout('listwise-hard', 1, 1);
    const asked = played.chats
      .map((body) => chatSchema.parse(body).messages[0]?.content ?? '')
      .filter((content) => content.includes('Judge all 4 answers.'));
    expect(asked.length).toBeGreaterThanOrEqual(6);
    for (const { question } of comparisonPrinciples)
      expect(asked.filter((content) => content.includes(question))).toHaveLength(asked.length);

    const said = z.array(scoreRecordSchema).parse(await played.rows(layout.criticFeedback('listwise', 0)));
    const pairs = z.array(pairRecordSchema).parse(await played.rows(layout.pairs));
    expect(pairs.length).toBeGreaterThan(0);
    for (const { promptId, chosenScore, rejectedScore } of pairs) {
      const scores = said.filter((record) => record.promptId === promptId).map(({ score }) => score ?? NaN);
      expect([chosenScore, rejectedScore]).toEqual([Math.max(...scores), Math.min(...scores)]);
    }
    expect(await played.specification('M2')).toMatchObject({
      objective: 'dpo',
      dataset: { path: layout.trainingRows, rows: pairs.length },
    });
  });
});
