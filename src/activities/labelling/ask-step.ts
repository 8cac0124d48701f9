import { labelLogpsSchema, type LabelLogps } from '../../core/judging/label-probability';
import type { StepLabels } from '../../core/process/score-steps';
import { stepQuestion, type AskedStep } from '../../core/process/step-question';
import type { Call, CallRunner } from './call-runner';
import { labelCall, type LabelRequest } from './label-call';

/** Whether a step is correct, asked in both orders of the labels, and the two calls. */
export async function askStep(
  runner: CallRunner,
  place: Omit<LabelRequest, 'question'>,
  step: AskedStep,
): Promise<{ labels: StepLabels; callKeys: string[] }> {
  const forward = labelCall({ ...place, question: stepQuestion(step, 'forward') });
  const backward = labelCall({ ...place, question: stepQuestion(step, 'backward') });
  const [first, second] = await Promise.all([ask(runner, forward), ask(runner, backward)]);
  return { labels: { forward: first, backward: second }, callKeys: [...forward.keys, ...backward.keys] };
}

/** Null where the reply named no label, or the call had to be set aside. */
async function ask(runner: CallRunner, call: Call<LabelLogps>): Promise<LabelLogps> {
  const outcome = await runner.run(call, labelLogpsSchema);
  const [labels = null] = outcome.kind === 'answered' ? outcome.replies : [];
  return labels;
}
