import { z } from 'zod';
import { callKey } from '../../core/call-key';
import { canonicalJson } from '../../core/canonical-json';
import type { ScoreRecord } from '../../core/feedback-records';
import { labelCallIdentity } from '../../core/judging/label-call';
import { labelLogpsSchema } from '../../core/judging/label-probability';
import { scoreSteps } from '../../core/process/score-steps';
import { stepQuestion, stepsAsked } from '../../core/process/step-question';
import { criticName } from '../../recipes/critic-sections';
import type { RecordedCalls } from './call-problems';

const answeredSchema = z.strictObject({ kind: z.literal('answered'), reply: labelLogpsSchema });

/** Whether a score by steps is what the recorded labels give, and its calls are those of its prompt, response and model. */
export function stepProblems(
  { critic: name, model, promptId, responseId, score, reason, steps, callKeys = [] }: ScoreRecord,
  { calls, prompts, responses, recipe }: RecordedCalls,
): string[] {
  const critic = recipe.critics.find((each) => criticName(each) === name);
  const [prompt, response] = [prompts.get(promptId), responses.get(responseId)];
  if (critic?.kind !== 'process' || !prompt || !response) return [];
  const asked = stepsAsked(prompt.text, response.text).flatMap((step) => [
    stepQuestion(step, 'forward'),
    stepQuestion(step, 'backward'),
  ]);
  const isOwn = (question: (typeof asked)[number], key: string | undefined) =>
    [true, false].some((goesOn) => callKey(labelCallIdentity({ digest: model, goesOn }, question)) === key);
  if (asked.length !== callKeys.length || !asked.every((question, index) => isOwn(question, callKeys[index])))
    return ['its calls are not those of the steps of its response, and of its prompt and model'];
  const labels = callKeys.map((key) => answeredSchema.safeParse(calls.get(key)).data?.reply ?? null);
  const forward = labels.filter((_, index) => index % 2 === 0);
  const pairs = forward.map((label, step) => ({ forward: label, backward: labels[2 * step + 1] ?? null }));
  const given = scoreSteps(pairs, critic.aggregation);
  if (canonicalJson({ ...given }) === canonicalJson({ score, reason, steps })) return [];
  return [`says ${score}; the labels of its steps give ${given.score}`];
}
