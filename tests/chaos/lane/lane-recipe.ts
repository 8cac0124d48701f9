import type { RecipeInput } from '../../../src/recipes/recipe';
import type { Endpoint } from '../../../src/recipes/sections';
import type { LanePorts } from './lane-ports';
import { methodRecipe } from './method-recipe';

/** How the models of a run are served: by a server under the inference host, or by two replicas that the lane manages. */
export type Layout = 'host' | 'replicas';

/** What a run of a lane is of. */
export interface Course {
  method: string;
  layout: Layout;
}

export const RUN = 'chaos';
export const PLAIN_METHOD = 'self-rewarding';
export const SERVED_NAME = 'chaos-policy';
export const CALLS_IN_FLIGHT = 8;
export const JUDGEMENTS = 3;
export const JUDGEMENT_TOKENS = 32;
/** Other numbers than those of an iteration, so that the two can be told apart in the log. */
export const HELD_OUT_JUDGEMENTS = 2;
const HEAD_TO_HEAD_TOKENS = 24;
export const HEARTBEAT_SECONDS = 5;

/** One iteration, with every stage and every kind of call that the method has, in about fifteen seconds. */
export function laneRecipe({ method, layout }: Course, ports: LanePorts): RecipeInput {
  const [firstReplica] = replicaEndpoints(ports);
  return {
    ...methodRecipe(method, firstReplica),
    run: RUN,
    iterations: 1,
    baseModel: 'stub',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    prompts: { perIteration: 32 },
    responses: { sampling: { maxTokens: 64 } },
    judgements: { perResponse: JUDGEMENTS, sampling: { maxTokens: JUDGEMENT_TOKENS } },
    labelling: { shardSize: 8, concurrentShards: 2, callsInFlight: CALLS_IN_FLIGHT },
    evaluation: {
      heldOutGroups: 6,
      judgementsPerReply: HELD_OUT_JUDGEMENTS,
      headToHeadPrompts: 6,
      maxTokens: HEAD_TO_HEAD_TOKENS,
    },
    ...(layout === 'host' ? {} : { serving: { strategy: 'static', endpoints: replicaEndpoints(ports) } }),
  };
}

/** The two replicas as a recipe names them. */
export function replicaEndpoints({ replicas: [first, second] }: LanePorts): [Endpoint, Endpoint] {
  const endpoint = (port: number): Endpoint => ({ url: `http://127.0.0.1:${port}`, model: SERVED_NAME });
  return [endpoint(first), endpoint(second)];
}
