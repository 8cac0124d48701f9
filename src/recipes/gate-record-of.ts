import { gateDecision, type GateRule } from '../core/gate/gate-decision';
import type { GateFigures } from '../core/gate/gate-figures';
import type { GateRecord } from '../core/gate/gate-record';
import { refusalRule } from '../core/guard-rails/over-refusal';
import type { Recipe } from './recipe-schema';

/** What the gate of a recipe makes of the figures of a new model. */
export function gateRecordOf({ gate, safety }: Pick<Recipe, 'gate' | 'safety'>, figures: GateFigures): GateRecord {
  const decision = gateDecision([...rulesOf(gate), ...(safety ? [refusalRule] : [])], figures);
  if (gate.kind !== 'manual' || decision.kind === 'stop') return { figures, decision };
  return { figures, decision: { kind: 'ask', reasons: ['a person approves every model, as the recipe says'] } };
}

function rulesOf(gate: Recipe['gate']): GateRule[] {
  if (gate.kind !== 'metric') return [];
  return gate.rules.map(({ then, ...rule }) =>
    then ? { ...rule, then } : { ...rule, then: gate.otherwise, unmeasured: gate.otherwise },
  );
}
