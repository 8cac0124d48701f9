import { gateFigures } from '../core/gate/gate-figures';
import type { GateRecord } from '../core/gate/gate-record';
import type { ModelEvaluation } from '../core/statistics/model-evaluation';
import { gateRecordOf } from '../recipes/gate-record-of';
import type { Recipe } from '../recipes/recipe';
import type { ModelStatus } from './status';

/** What the gate says of a new model, beside the evaluation of the policy that it was made with. */
export function decideGate(
  recipe: Recipe,
  { evaluation, comparisons: [againstPrevious], benchmarks }: ModelStatus,
  before?: { policy: string; evaluation: ModelEvaluation | null },
  rewardRise?: number,
): GateRecord {
  const { policy, evaluation: previous } = before ?? {};
  const figures = { evaluation, previous: previous ?? undefined, againstPrevious, benchmarks, policy, rewardRise };
  return gateRecordOf(recipe, gateFigures(figures));
}

/** The decision in one sentence; undefined where the run goes on. */
export function gateReason(model: string, { decision: { kind, reasons } }: GateRecord): string | undefined {
  switch (kind) {
    case 'go on':
      return undefined;
    case 'ask':
      return `${model} waits for approval: ${reasons.join('; ')}`;
    case 'stop':
      return `${model} does not pass the gate, and the run stops: ${reasons.join('; ')}`;
  }
}
