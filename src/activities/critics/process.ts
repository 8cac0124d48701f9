import type { ScoreRecord } from '../../core/feedback-records';
import { labelLogpsSchema, type LabelLogps } from '../../core/judging/label-probability';
import { scoreSteps } from '../../core/process/score-steps';
import { stepQuestion, stepsAsked } from '../../core/process/step-question';
import type { ResponseRecord } from '../../core/records';
import { criticName } from '../../recipes/critic-sections';
import type { Call, CallRunner } from '../labelling/call-runner';
import { labelCall } from '../labelling/label-call';
import type { CriticisedPrompt, Critique, CritiqueSettings } from './critique';

/** How probable it is that each step of each response is correct (2305.20050): two calls of one token a step. */
export const judgeSteps: Critique<'process'> = (runner, settings, { prompt, responses }) =>
  Promise.all(responses.map((response) => scoreOf(runner, settings, prompt, response)));

async function scoreOf(
  runner: CallRunner,
  { judge: served, critic }: CritiqueSettings<'process'>,
  prompt: CriticisedPrompt['prompt'],
  response: ResponseRecord,
): Promise<ScoreRecord> {
  const place = { served, row: response.id, affinity: prompt.id };
  const calls = stepsAsked(prompt.text, response.text).map((step) => ({
    forward: labelCall({ ...place, question: stepQuestion(step, 'forward') }),
    backward: labelCall({ ...place, question: stepQuestion(step, 'backward') }),
  }));
  const labels = await Promise.all(
    calls.map(async (ofStep) => {
      const [forward, backward] = await Promise.all([ask(runner, ofStep.forward), ask(runner, ofStep.backward)]);
      return { forward, backward };
    }),
  );
  const callKeys = calls.flatMap(({ forward, backward }) => [...forward.keys, ...backward.keys]);
  const name = criticName(critic);
  return {
    kind: 'score',
    id: `${response.id}.${name}`,
    promptId: prompt.id,
    model: served.digest,
    responseId: response.id,
    critic: name,
    ...scoreSteps(labels, critic.aggregation),
    ...(callKeys.length > 0 ? { callKeys } : {}),
  };
}

/** Null where the reply named no label, or the call had to be set aside. */
async function ask(runner: CallRunner, call: Call<LabelLogps>): Promise<LabelLogps> {
  const outcome = await runner.run(call, labelLogpsSchema);
  const [labels = null] = outcome.kind === 'answered' ? outcome.replies : [];
  return labels;
}
