import { stepProbability } from '../../core/process/score-steps';
import type { StepReward } from '../../core/process/score-candidates';
import { prefixOf, type Solution, type StepCandidate } from '../../core/process/solution';
import { askStep } from './ask-step';
import type { CallRunner } from './call-runner';
import type { WalkRequest } from './walk-solution';

/** How probable it is that each candidate is correct: two calls each. Undefined where the recipe does not ask for it. */
export async function judgeCandidates(
  runner: CallRunner,
  { policy: served, prompt, process: { stepReward } }: WalkRequest,
  solution: Solution,
  candidates: readonly StepCandidate[],
): Promise<{ reward: StepReward; callKeys: ReadonlyMap<string, string[]> } | undefined> {
  if (!stepReward) return undefined;
  const prefix = prefixOf(solution);
  const place = { served, row: prompt.id, affinity: prompt.id };
  const said = await Promise.all(
    candidates.map(async ({ id, text }) => ({
      id,
      ...(await askStep(runner, place, { prompt: prompt.text, prefix, step: text })),
    })),
  );
  const probabilities = said.flatMap(({ id, labels }): [string, number][] => {
    const probability = stepProbability(labels);
    return probability === null ? [] : [[id, probability]];
  });
  return {
    reward: { ...stepReward, probabilities: new Map(probabilities) },
    callKeys: new Map(said.map(({ id, callKeys }) => [id, callKeys])),
  };
}
