import type { Sampling } from '../../core/call-key';
import { continueSolution } from '../../core/process/continue-solution';
import type { Problem } from '../../core/process/problems';
import { countRollOuts, labelOf, reaches, type RollOuts } from '../../core/process/roll-outs';
import { splitSteps } from '../../core/process/split-steps';
import type { StepLabelsRecord } from '../../core/process/step-labels-record';
import type { SampledResponse } from '../../core/records';
import { isBlank } from '../../core/selection/candidate-rules';
import { deriveSeed } from '../../core/seeds';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { textCall, textReplySchema } from './text-call';

export interface RollOutRequest {
  /** Who goes on with the solution. */
  model: ServedModel;
  problem: Problem;
  /** R: solutions that go on from each prefix. */
  perPrefix: number;
  /** Share of them that must reach the answer; one is enough where it is left out. */
  threshold?: number | undefined;
  maxSteps: number;
  sampling: Sampling;
  scope: Omit<Parameters<typeof deriveSeed>[0], 'promptId' | 'purpose'>;
}

/**
 * Labels the steps of a solution by roll-outs, up to and including the first wrong one: at most one call of R samples a
 * step but the last, which the answer of the solution itself decides. Every draw is named by how far the solution is.
 */
export async function labelSolution(
  runner: CallRunner,
  request: RollOutRequest,
  solution: SampledResponse,
): Promise<StepLabelsRecord> {
  const { problem, maxSteps, threshold } = request;
  const steps = splitSteps(solution.text);
  const labels: StepLabelsRecord['labels'] = [];
  const rollOuts: RollOuts[] = [];
  const callKeys = [solution.callKey];
  const record = (unlabelled?: StepLabelsRecord['unlabelled']): StepLabelsRecord => ({
    kind: 'step-labels',
    id: `${solution.id}.labels`,
    promptId: problem.id,
    model: request.model.digest,
    solutionId: solution.id,
    steps,
    labels: unlabelled === undefined ? labels : [],
    rollOuts,
    ...(unlabelled === undefined ? {} : { unlabelled }),
    callKeys,
  });
  if (isBlank(solution)) return record('blank');
  if (solution.finishReason !== 'stop') return record('cut');
  if (steps.length > maxSteps) return record('too-many-steps');
  for (let done = 1; done < steps.length; done += 1) {
    const asked = await rollOut(runner, request, { solution, done, prefix: steps.slice(0, done).join('') });
    callKeys.push(...asked.callKeys);
    if (!asked.rollOuts) return record('set-aside');
    const label = labelOf(asked.rollOuts, threshold);
    rollOuts.push(asked.rollOuts);
    labels.push(label);
    if (label === 0) return record();
  }
  labels.push(reaches(solution.text, problem.answer) ? 1 : 0);
  return record();
}

/** R solutions that go on after the first `done` steps; no count when the call had to be set aside. */
async function rollOut(
  runner: CallRunner,
  { model, problem, perPrefix, sampling, scope }: RollOutRequest,
  { solution, done, prefix }: { solution: SampledResponse; done: number; prefix: string },
): Promise<{ callKeys: readonly string[]; rollOuts?: RollOuts }> {
  const call = textCall({
    served: model,
    ...continueSolution(problem.prompt, prefix),
    sampling,
    seed: deriveSeed({ ...scope, promptId: solution.id, purpose: `roll-out/step-${done}` }),
    samples: perPrefix,
    row: solution.id,
    affinity: problem.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  if (outcome.kind === 'quarantined') return { callKeys: call.keys };
  return { callKeys: call.keys, rollOuts: countRollOuts(prefix, outcome.replies, problem.answer) };
}
