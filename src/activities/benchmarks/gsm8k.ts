import { gsm8kReport, gsm8kScores } from '../../core/benchmarks/gsm8k';
import { gsm8kItemSchema, type Gsm8kItem } from '../../core/benchmarks/questions';
import { readGsm8kItems } from '../../data/evaluation/read-questions';
import type { BenchmarkKind } from './benchmark-kind';
import { shareHeadline } from './headlines';

export const gsm8k: BenchmarkKind<'gsm8k', Gsm8kItem> = {
  read: ({ questions }) => readGsm8kItems(questions),
  schema: gsm8kItemSchema,
  async measure({ keep, random }, _, answered) {
    const solutions = answered.map(({ item, answers }) => ({
      key: item.id,
      question: item.question,
      reference: item.reference,
      response: answers[0]?.text ?? '',
    }));
    await keep(
      'outputs.jsonl',
      solutions.map(({ question, response }) => ({ question, response })),
    );
    const figures = gsm8kReport(solutions, random);
    return {
      headline: shareHeadline('exact answers', figures.accuracy),
      scores: gsm8kScores(solutions),
      unread: 0,
      figures,
    };
  },
};
