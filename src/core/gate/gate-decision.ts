import type { GateFigures, GateMetric } from './gate-figures';

/** A bound on a figure, and what happens beyond it. */
export interface GateRule {
  metric: GateMetric;
  atLeast?: number | undefined;
  atMost?: number | undefined;
  then: 'stop' | 'ask';
  /** What happens when the figure is not there: a person is asked, unless the rule says otherwise. */
  unmeasured?: 'stop' | 'ask' | undefined;
}

export interface GateDecision {
  kind: 'go on' | 'ask' | 'stop';
  /** One for each rule that does not hold. */
  reasons: string[];
}

/** Room for the rounding of differences of shares. */
const ROUNDING = 1e-9;

/** Goes on only when every rule holds; one rule that stops is enough to stop. A figure that is not there never passes. */
export function gateDecision(rules: readonly GateRule[], figures: GateFigures): GateDecision {
  const broken = rules.flatMap((rule) => {
    const value = figures[rule.metric] ?? null;
    if (value === null) {
      return [{ kind: rule.unmeasured ?? 'ask', reason: `${rule.metric} was not measured (${boundOf(rule)})` }];
    }
    const { atLeast = -Infinity, atMost = Infinity } = rule;
    const holds = value >= atLeast - ROUNDING && value <= atMost + ROUNDING;
    return holds ? [] : [{ kind: rule.then, reason: `${rule.metric} is ${shown(value)} (${boundOf(rule)})` }];
  });
  const reasons = broken.map(({ reason }) => reason);
  if (broken.length === 0) return { kind: 'go on', reasons };
  return { kind: broken.some(({ kind }) => kind === 'stop') ? 'stop' : 'ask', reasons };
}

function boundOf({ atLeast, atMost }: GateRule): string {
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${shown(atMost)}`]),
  ];
  return bounds.join(', ');
}

/** Four digits after the point tell 0.0201 from 0.02, and no more are measured. */
function shown(value: number): string {
  return String(Number(value.toFixed(4)));
}
