import { gateDecision, type GateRule } from '../core/gate/gate-decision';
import type { GateFigures } from '../core/gate/gate-figures';
import type { GateRecord } from '../core/gate/gate-record';
import { overOptimisationRule } from '../core/guard-rails/over-optimisation';
import { refusalRule } from '../core/guard-rails/over-refusal';
import type { Recipe } from './recipe-schema';

/** What the gate of a recipe makes of the figures of a new model. */
export function gateRecordOf(
  { gate, safety, ppo }: Pick<Recipe, 'gate' | 'safety' | 'ppo'>,
  figures: GateFigures,
): GateRecord {
  const rules = [...rulesOf(gate), ...(safety ? [refusalRule] : []), ...rewardRules(ppo, figures)];
  const decision = gateDecision(rules, figures);
  if (gate.kind !== 'manual' || decision.kind === 'stop') return { figures, decision };
  return { figures, decision: { kind: 'ask', reasons: ['a person approves every model, as the recipe says'] } };
}

/** None where training earned no reward, also in runs of earlier versions, whose recipes may have no ppo. */
function rewardRules(ppo: Recipe['ppo'], { winRateLossAtHigherReward }: GateFigures): GateRule[] {
  if (winRateLossAtHigherReward === undefined || ppo.overOptimisation === 'ignore') return [];
  return [overOptimisationRule(ppo.overOptimisation)];
}

function rulesOf(gate: Recipe['gate']): GateRule[] {
  if (gate.kind !== 'metric') return [];
  return gate.rules.map(({ then, ...rule }) =>
    then ? { ...rule, then } : { ...rule, then: gate.otherwise, unmeasured: gate.otherwise },
  );
}
