import type { Sampling } from '../../core/call-key';
import type { SolutionRecord, StepPairRecord } from '../../core/feedback-records';
import { nextStepRequest, stepOf } from '../../core/process/next-step';
import {
  advance,
  drawPurpose,
  openSolution,
  prefixOf,
  type Solution,
  type StepCandidate,
} from '../../core/process/solution';
import { stepRecords } from '../../core/process/step-pairs';
import type { PromptRecord } from '../../core/records';
import { isBlank } from '../../core/selection/candidate-rules';
import { createRandom, deriveSeed } from '../../core/seeds';
import type { Recipe } from '../../recipes/recipe';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { compareSteps } from './compare-steps';
import { judgeCandidates } from './judge-candidates';
import { textCall, textReplySchema } from './text-call';

export interface WalkRequest {
  /** Who writes the steps and compares them. */
  policy: ServedModel;
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  process: Recipe['process'];
  /** How the policy is asked to compare steps. */
  judging: Sampling;
  scope: Omit<Parameters<typeof deriveSeed>[0], 'promptId' | 'purpose'>;
}

/**
 * Writes one solution step by step. Every draw is named by how far the solution is, so that a walk that is begun again
 * meets the same calls in the same order and asks only for those that are not recorded.
 */
export async function walkSolution(
  runner: CallRunner,
  request: WalkRequest,
): Promise<(SolutionRecord | StepPairRecord)[]> {
  const { policy, prompt, process, scope } = request;
  const limits = { maximumSteps: process.maxSteps, maximumRollBacks: process.rollBacks };
  const callKeys = new Map<string, readonly string[]>();
  let solution = openSolution({ id: prompt.id, text: prompt.text });
  while (solution.status === 'open') {
    const candidates = await sampleSteps(runner, request, solution);
    if (candidates.length === 0) break;
    if (candidates.every(isEnd)) {
      solution = { ...solution, status: 'finished' };
      break;
    }
    const [comparisons, judged] = await Promise.all([
      compareSteps(runner, request, solution, candidates),
      judgeCandidates(runner, request, solution, candidates),
    ]);
    for (const { id, callKey } of candidates) callKeys.set(id, [callKey, ...(judged?.callKeys.get(id) ?? [])]);
    for (const { id, callKeys: keys } of comparisons) callKeys.set(id, keys);
    const purpose = drawPurpose(solution, 'choose-step');
    const random = createRandom(deriveSeed({ ...scope, promptId: prompt.id, purpose }));
    solution = advance(solution, { candidates, comparisons, reward: judged?.reward }, { random, limits });
  }
  return stepRecords(solution, { model: policy.digest, callKeys });
}

/** w next steps in one call; none when the prompt had to be set aside. */
async function sampleSteps(
  runner: CallRunner,
  { policy, prompt, process: { width, sampling }, scope }: WalkRequest,
  solution: Solution,
): Promise<StepCandidate[]> {
  const seed = deriveSeed({ ...scope, promptId: prompt.id, purpose: drawPurpose(solution, 'next-step') });
  const call = textCall({
    served: policy,
    ...nextStepRequest(prompt.text, prefixOf(solution)),
    sampling,
    seed,
    samples: width,
    row: prompt.id,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  if (outcome.kind === 'quarantined') return [];
  const { steps, rollBacks } = solution;
  return call.keys.flatMap((callKey, index) => {
    const reply = outcome.replies[index];
    if (!reply) return [];
    const id = `${prompt.id}.s${steps.length + 1}.${rollBacks.length}.${index}`;
    const said = { promptId: prompt.id, model: policy.digest, callKey, seed: seed + index };
    return { id, ...reply, ...stepOf(reply.text), ...said };
  });
}

/** A model that writes nothing more says that the solution is complete. */
function isEnd(candidate: StepCandidate): boolean {
  return candidate.isFinal && candidate.finishReason === 'stop' && isBlank(candidate);
}
