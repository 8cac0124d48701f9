import { createRandom } from '../../src/core/seeds';
import { methods } from '../../src/recipes/registry/methods';
import { FAULTS } from './faults/all-faults';
import { PLAIN_METHOD } from './lane/lane-recipe';
import { ownStages } from './own-stages';
import type { Scenario, PlannedStrike } from './scenario';
import { BANDS, STAGES } from './stages';

/** Every fault in every stage where it can matter. */
const ALL: readonly PlannedStrike[] = FAULTS.flatMap((fault) => fault.stages.map((stage) => ({ fault, stage })));

/** The long mode: every fault in every common stage, and every method with a worker that is killed where it is itself. */
export function longPlan(seed: number): Scenario[] {
  return [...plainPlan(seed), ...[...methods().keys()].map((method) => scenarioOf(method, seed))];
}

/** All that can strike a run of self-rewarding, dealt by the seed over as few runs as there can be. */
function plainPlan(seed: number): Scenario[] {
  const random = createRandom(seed);
  const setups = new Map(ALL.map(({ fault }) => [`${fault.layout} ${fault.workers}`, fault]));
  return [...setups.values()].flatMap((setup) => {
    const own = ALL.filter(({ fault }) => fault.layout === setup.layout && fault.workers === setup.workers);
    const decks = BANDS.map((band) => random.shuffle(own.filter(({ stage }) => band.includes(stage))));
    const runs = Math.max(...decks.map((deck) => deck.length));
    return Array.from({ length: runs }, (_, run) => ({
      seed,
      method: PLAIN_METHOD,
      strikes: decks.flatMap((deck) => deck[run] ?? []),
    }));
  });
}

/** A dozen of them, one of each sort, for every day. */
export const SHORT_PLAN =
  'trainer-kill/sft+worker-kill/judgements+inference-host-kill/evaluation,' +
  'worker-kill/prompts+disk-full/judgements+temporal-kill/dpo,' +
  'drain/prompts+status-404/responses+worker-freeze/evaluation,' +
  'training-job-kill/sft+model-server-kill/responses+worker-cut-from-temporal/report';

/**
 * Scenarios by name: `worker-kill/judgements,drain/responses+temporal-kill/dpo` are two runs with three faults,
 * `cream:worker-freeze/implicit` is one of another method, and `cream` alone is that of the long mode.
 */
export function namedPlan(names: string, seed: number): Scenario[] {
  return names.split(',').map((name) => scenarioOf(name, seed));
}

function scenarioOf(name: string, seed: number): Scenario {
  const [, method = PLAIN_METHOD, strikes = ''] = /^(?:([^:/]+)(?::|$))?(.*)$/.exec(name) ?? [];
  if (!methods().has(method))
    throw new Error(`there is no method "${method}": the methods are ${[...methods().keys()].join(', ')}`);
  const named = strikes === '' ? ownStages(method).map((stage) => `worker-kill/${stage}`) : strikes.split('+');
  return { seed, method, strikes: named.map(strikeOf) };
}

function strikeOf(name: string): PlannedStrike {
  const [kind, stage] = name.split('/');
  const found = ALL.find((each) => each.fault.kind === kind && each.stage === stage);
  if (found) return found;
  const kinds = FAULTS.map((fault) => fault.kind).join(', ');
  throw new Error(
    `there is no fault "${name}": write FAULT/STAGE with one of ${kinds} and one of ${STAGES.join(', ')}`,
  );
}
