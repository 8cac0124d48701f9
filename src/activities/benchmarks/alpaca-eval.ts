import { z } from 'zod';
import { alpacaEvalReport } from '../../core/benchmarks/alpaca-eval';
import { modelPreference } from '../../core/benchmarks/alpaca-eval-formats';
import { alpacaItemSchema, type AlpacaItem } from '../../core/benchmarks/questions';
import { preferenceQuestion } from '../../core/judging/label-call';
import { drawOrder, labelLogpsSchema, labelProbability } from '../../core/judging/label-probability';
import { createRandom } from '../../core/random';
import { digestSchema } from '../../core/records';
import { bootstrapInterval } from '../../core/statistics/bootstrap';
import { lengthControlledWinRate } from '../../core/statistics/length-controlled-win-rate';
import { textLength } from '../../core/text-length';
import { readAlpacaItems } from '../../data/evaluation/read-questions';
import type { CallRunner } from '../labelling/call-runner';
import { labelCall } from '../labelling/label-call';
import type { Answered, BenchmarkContext, BenchmarkKind } from './benchmark-kind';
import { shareHeadline } from './headlines';

/** A row of AlpacaEval's annotations, with the order that was drawn and the call that it rests on. */
const annotationSchema = z.strictObject({
  instruction: z.string(),
  generator_1: z.string(),
  output_1: z.string(),
  generator_2: z.string(),
  output_2: z.string(),
  annotator: z.string(),
  preference: z.number().min(1).max(2).nullable(),
  /** Whether the model's answer stood first. */
  switched: z.boolean(),
  callKey: digestSchema,
});
type Annotation = z.infer<typeof annotationSchema>;

/** Fits of one interval: enough for its bounds, and seconds at 805 instructions. */
const REFITS = 200;

export const alpacaEval: BenchmarkKind<'alpaca-eval', AlpacaItem> = {
  read: readAlpacaItems,
  schema: alpacaItemSchema,
  async measure(context, _, answered) {
    await context.keep(
      'outputs.json',
      answered.map(({ item, answers }) => ({
        ...(item.dataset === null ? {} : { dataset: item.dataset }),
        instruction: item.instruction,
        output: answers[0]?.text ?? '',
        generator: context.modelName,
      })),
    );
    const annotations = await context.judged(answered, annotationSchema, (runner, one) => prefer(runner, context, one));
    await context.keep('annotations.json', annotations);
    const byInstruction = new Map(annotations.map((annotation) => [annotation.instruction, annotation]));
    const comparisons = answered.map(({ item, answers }) => {
      const annotation = byInstruction.get(item.instruction);
      return {
        key: item.id,
        preference: annotation ? modelPreference(annotation) : null,
        modelLength: textLength(answers[0]?.text ?? ''),
        baselineLength: textLength(item.baseline.output),
        difficulty: item.difficulty ?? 0,
      };
    });
    const items = answered.map(({ item }) => item);
    const variant = items.every(({ difficulty }) => difficulty !== null) ? 'full' : 'minimal';
    const gamed = items.flatMap((item) => item.gamed.map((one) => ({ ...one, difficulty: item.difficulty ?? 0 })));
    const figures = alpacaEvalReport(comparisons, { variant, gamed, random: context.random });
    const { raw, nulls } = figures;
    const judged = comparisons.flatMap((row) =>
      row.preference === null ? [] : [{ ...row, preference: row.preference }],
    );
    // Its standard error is one of the predictions alone, so that every draw is fitted again.
    const controlled = bootstrapInterval(judged, (sample) => lengthControlledWinRate(sample, variant, gamed).winRate, {
      random: context.random,
      resamples: REFITS,
    });
    return {
      headline: controlled
        ? shareHeadline('length-controlled win rate', controlled)
        : shareHeadline('raw win rate', raw.winRate),
      scores: new Map(comparisons.flatMap(({ key, preference }) => (preference === null ? [] : [[key, preference]]))),
      unread: nulls,
      figures,
    };
  },
};

/** Asked once in a drawn order; the preference is the probability of the label that stands for the model (2404.04475). */
async function prefer(
  runner: CallRunner,
  { judge, modelName, seedOf }: BenchmarkContext,
  { item, answers }: Answered<AlpacaItem>,
): Promise<Annotation[]> {
  const [answer] = answers;
  if (!answer) return [];
  const switched = drawOrder(createRandom(seedOf(item.id, 'order'))) === 'forward';
  const [optionA, optionB] = switched ? [answer.text, item.baseline.output] : [item.baseline.output, answer.text];
  const question = preferenceQuestion({ prompt: item.instruction, optionA, optionB });
  const call = labelCall({ served: judge, question, row: item.id, affinity: item.id });
  const outcome = await runner.run(call, labelLogpsSchema);
  const [callKey] = call.keys;
  if (outcome.kind === 'quarantined' || callKey === undefined) return [];
  const [logps] = outcome.replies;
  const first = logps ? labelProbability(logps) : null;
  return [
    {
      instruction: item.instruction,
      generator_1: item.baseline.generator,
      output_1: item.baseline.output,
      generator_2: modelName,
      output_2: answer.text,
      annotator: judge.digest,
      preference: first === null ? null : 1 + (switched ? first : 1 - first),
      switched,
      callKey,
    },
  ];
}
