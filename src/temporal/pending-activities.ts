import { defaultPayloadConverter } from '@temporalio/common';
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
  z.object({ step: z.number(), totalSteps: z.number() }).transform(({ step, totalSteps }) => ({
    progress: { done: step, total: totalSteps, unit: 'steps' as const },
    calls: null,
    waitingFor: null,
  })),
]);

type RawActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;

export function pendingActivities(raw: RawActivities): PendingActivity[] {
  return raw.map((activity) => {
    const payload = activity.heartbeatDetails?.payloads?.[0];
    const beat = heartbeatSchema.safeParse(payload ? defaultPayloadConverter.fromPayload<unknown>(payload) : undefined);
    return {
      type: activity.activityType?.name ?? 'activity',
      attempt: activity.attempt ?? 1,
      lastFailure: activity.lastFailure?.message ?? null,
      ...(beat.success ? beat.data : { progress: null, calls: null, waitingFor: null }),
    };
  });
}
