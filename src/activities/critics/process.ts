import type { ScoreRecord } from '../../core/feedback-records';
import { scoreSteps } from '../../core/process/score-steps';
import { stepsAsked } from '../../core/process/step-question';
import type { ResponseRecord } from '../../core/records';
import { criticName } from '../../recipes/critic-sections';
import type { CallRunner } from '../labelling/call-runner';
import { askStep } from '../labelling/ask-step';
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
  const said = await Promise.all(stepsAsked(prompt.text, response.text).map((step) => askStep(runner, place, step)));
  const callKeys = said.flatMap((ofStep) => ofStep.callKeys);
  const name = criticName(critic);
  return {
    kind: 'score',
    id: `${response.id}.${name}`,
    promptId: prompt.id,
    model: served.digest,
    responseId: response.id,
    critic: name,
    ...scoreSteps(
      said.map(({ labels }) => labels),
      critic.aggregation,
    ),
    ...(callKeys.length > 0 ? { callKeys } : {}),
  };
}
