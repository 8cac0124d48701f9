import type { RecipeInput } from '../../../src/recipes/recipe';
import type { LanePorts } from './lane-ports';

/** How the models of a run are served: by a server under the inference host, or by two replicas that the lane manages. */
export type Layout = 'host' | 'replicas';

export const RUN = 'chaos';
export const SERVED_NAME = 'chaos-policy';
export const CALLS_IN_FLIGHT = 8;
export const JUDGEMENTS = 3;
/** Another number than that of an iteration's judgements, so that the two can be told apart in the log. */
export const HELD_OUT_JUDGEMENTS = 2;
export const HEARTBEAT_SECONDS = 5;

/** One iteration, with every stage and every kind of call, in about fifteen seconds. */
export function laneRecipe(layout: Layout, ports: LanePorts): RecipeInput {
  return {
    run: RUN,
    iterations: 1,
    baseModel: 'stub',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    prompts: { perIteration: 32, generatedShare: 0.5 },
    responses: { perPrompt: 4, sampling: { maxTokens: 64 } },
    judgements: { perResponse: JUDGEMENTS, sampling: { maxTokens: 32 } },
    labelling: { shardSize: 8, concurrentShards: 2, callsInFlight: CALLS_IN_FLIGHT },
    evaluation: { heldOutGroups: 6, judgementsPerReply: HELD_OUT_JUDGEMENTS, headToHeadPrompts: 6, maxTokens: 32 },
    ...(layout === 'host' ? {} : { serving: staticServing(ports) }),
  };
}

function staticServing({ replicas }: LanePorts): NonNullable<RecipeInput['serving']> {
  return {
    strategy: 'static',
    endpoints: replicas.map((port) => ({ url: `http://127.0.0.1:${port}`, model: SERVED_NAME })),
  };
}
