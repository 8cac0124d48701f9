import type { Recipe } from '../recipes/recipe';
import type { ModelStatus } from './status';

export type GateVerdict = { kind: 'go on' } | { kind: 'ask'; reason: string } | { kind: 'stop'; reason: string };

/** What the recipe's gate says of a new model. A metric that could not be measured does not pass. */
export function passesGate(gate: Recipe['gate'], model: ModelStatus): GateVerdict {
  switch (gate.kind) {
    case 'auto':
      return { kind: 'go on' };
    case 'manual':
      return { kind: 'ask', reason: `${model.model.name} waits for approval, as the recipe says` };
    case 'metric': {
      const broken = gate.rules.flatMap(({ metric, atLeast, atMost }) => {
        const value = metricOf(metric, model);
        const holds = value !== null && value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
        return holds
          ? []
          : [`${metric} is ${value ?? 'unknown'} (at least ${atLeast ?? 'any'}, at most ${atMost ?? 'any'})`];
      });
      if (broken.length === 0) return { kind: 'go on' };
      return { kind: gate.otherwise, reason: `${model.model.name} does not pass the gate: ${broken.join('; ')}` };
    }
  }
}

type Metric = Extract<Recipe['gate'], { kind: 'metric' }>['rules'][number]['metric'];

function metricOf(metric: Metric, { evaluation, comparisons }: ModelStatus): number | null {
  switch (metric) {
    case 'pairwiseAccuracy':
      return evaluation?.judge.metrics.pairwiseAccuracy ?? null;
    case 'parseRate':
      return evaluation?.judge.parseRate ?? null;
    case 'winRateAgainstPrevious':
      return comparisons[0]?.winRate ?? null;
    case 'meanResponseLength':
      return evaluation?.answers.meanCharacters ?? null;
  }
}
