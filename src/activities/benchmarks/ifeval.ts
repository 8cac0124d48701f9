import { gradeIfeval, ifevalReport, promptScores } from '../../core/benchmarks/ifeval';
import { ifevalItemSchema, type IfevalItem } from '../../core/benchmarks/questions';
import { readIfevalItems } from '../../data/evaluation/read-questions';
import type { BenchmarkKind } from './benchmark-kind';
import { shareHeadline } from './headlines';

export const ifeval: BenchmarkKind<'ifeval', IfevalItem> = {
  read: ({ questions }) => readIfevalItems(questions),
  schema: ifevalItemSchema,
  async measure({ keep, random }, _, answered) {
    const graded = answered.map(({ item, answers }) => {
      const response = answers[0]?.text ?? '';
      return { item, response, instructions: gradeIfeval(item, response) };
    });
    await keep(
      'outputs.jsonl',
      graded.map(({ item, response, instructions }) => ({
        key: item.key,
        prompt: item.turns[0],
        response,
        strict: instructions.map(({ strict }) => strict),
        loose: instructions.map(({ loose }) => loose),
      })),
    );
    const all = graded.map(({ instructions }) => instructions);
    const figures = ifevalReport(all, random);
    const scores = promptScores(all, 'strict');
    return {
      headline: shareHeadline('prompts all of whose instructions are followed, strictly', figures.promptLevel.strict),
      scores: new Map(graded.map(({ item }, index) => [item.id, scores[index] ?? 0])),
      unread: 0,
      figures,
    };
  },
};
