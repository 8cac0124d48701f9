import type { LoadedDataConverter } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { z } from 'zod';

/** An activity that is under way or waits for its next attempt, with what its last heartbeat said. */
export interface PendingActivity {
  type: string;
  attempt: number;
  progress: { done: number; total: number; unit: 'rows' | 'steps' } | null;
  calls: { made: number; recalled: number; quarantined: number; retried: Record<string, number> } | null;
  waitingFor: string | null;
  lastFailure: string | null;
}

/** Lenient: an activity heartbeats what fits it, and a worker of another version may beat other fields. */
const heartbeatSchema = z.union([
  z
    .object({
      done: z.number(),
      total: z.number(),
      made: z.number(),
      recalled: z.number(),
      quarantined: z.number().default(0),
      retried: z.record(z.string(), z.number()),
      lastFailure: z.string().nullish(),
      waitingFor: z.string().nullish(),
    })
    .transform(({ done, total, waitingFor, lastFailure, ...calls }) => ({
      progress: { done, total, unit: 'rows' as const },
      calls,
      waitingFor: waitingFor ?? lastFailure ?? null,
    })),
  z
    .object({ step: z.number(), totalSteps: z.number(), state: z.string().optional() })
    .transform(({ step, totalSteps, state }) => ({
      progress: { done: step, total: totalSteps, unit: 'steps' as const },
      calls: null,
      waitingFor: state === 'queued' ? 'its turn at the trainer' : null,
    })),
  z.object({ waitingFor: z.string() }).transform(({ waitingFor }) => ({ progress: null, calls: null, waitingFor })),
]);

type RawActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;

/** Read with the client's converter, because heartbeats and failures may be encrypted. */
export async function pendingActivities(
  raw: RawActivities,
  converter: LoadedDataConverter,
): Promise<PendingActivity[]> {
  return Promise.all(
    raw.map(async ({ activityType, attempt, heartbeatDetails, lastFailure }) => {
      const payloads = heartbeatDetails?.payloads;
      const beat = heartbeatSchema.safeParse(
        payloads?.length ? await decodeFromPayloadsAtIndex<unknown>(converter, 0, payloads) : undefined,
      );
      return {
        type: activityType?.name ?? 'activity',
        attempt: attempt ?? 1,
        lastFailure: (await decodeOptionalFailureToOptionalError(converter, lastFailure))?.message ?? null,
        ...(beat.success ? beat.data : { progress: null, calls: null, waitingFor: null }),
      };
    }),
  );
}
