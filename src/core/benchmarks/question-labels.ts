import { z } from 'zod';

export const questionTopics = [
  'science and engineering',
  'mathematics and logic',
  'coding',
  'computers and products',
  'writing and language',
  'arts and entertainment',
  'history and society',
  'business and work',
  'education',
  'health',
  'food and cooking',
  'travel and places',
  'home and daily life',
  'other',
] as const;

/** How long a good answer is, from short to long. */
export const answerLengths = [
  '1-3 sentences',
  '1 paragraph',
  '2-3 paragraphs',
  '4-6 paragraphs',
  'over 6 paragraphs',
] as const;

/** From what anybody answers at once to what an expert has to work at. */
export const MOST_COMPLEX = 10;

/**
 * What a question is about and asks for, by which AlpacaEval's win rates are told apart in 2401.10020. The names of topics and
 * lengths are ours (project choice). Null is a label that the labelling model did not give in a form that can be read.
 */
export const questionLabelsSchema = z.object({
  topic: z.enum(questionTopics).nullable(),
  complexity: z.int().min(1).max(MOST_COMPLEX).nullable(),
  expectedLength: z.enum(answerLengths).nullable(),
});
export type QuestionLabels = z.infer<typeof questionLabelsSchema>;

/** A question with its labels, however they were made. */
export const labelledQuestionSchema = questionLabelsSchema.extend({
  instruction: z.string(),
  index: z.int().min(0).optional(),
});

/** The same as a model gave them: by which wording, and in which words. */
export const modelLabelledQuestionSchema = labelledQuestionSchema.extend({
  model: z.string(),
  promptVersion: z.string(),
  reply: z.string(),
});
export type ModelLabelledQuestion = z.infer<typeof modelLabelledQuestionSchema>;
