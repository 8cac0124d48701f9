import type { LoadedDataConverter } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { z } from 'zod';
import type { ReplicaLoad } from '../serving/replica-loads';

/** An activity that is under way or waits for its next attempt, with what its last heartbeat said. */
export interface PendingActivity {
  id: string;
  type: string;
  attempt: number;
  progress: { done: number; total: number; unit: 'rows' | 'steps' } | null;
  calls: {
    made: number;
    recalled: number;
    quarantined: number;
    retried: Record<string, number>;
    /** Generated so far. */
    tokens: number;
  } | null;
  /** Judgements by score 0 to 5 so far; empty where nothing is scored. */
  scores: number[];
  replicas: ReplicaLoad[];
  waitingFor: string | null;
  lastFailure: string | null;
}

const loadSchema = z.object({
  url: z.string(),
  state: z.enum(['unproven', 'closed', 'open', 'half-open']),
  inFlight: z.number(),
  running: z.number().nullable(),
  waiting: z.number().nullable(),
}) satisfies z.ZodType<ReplicaLoad>;

const nothing = { progress: null, calls: null, scores: [], replicas: [], waitingFor: null };

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
      tokens: z.number().default(0),
      scores: z.array(z.number()).default([]),
      replicas: z.array(loadSchema).default([]),
      lastFailure: z.string().nullish(),
      waitingFor: z.string().nullish(),
    })
    .transform(({ done, total, waitingFor, lastFailure, scores, replicas, ...calls }) => ({
      progress: { done, total, unit: 'rows' as const },
      calls,
      scores,
      replicas,
      waitingFor: waitingFor ?? lastFailure ?? null,
    })),
  z
    .object({ step: z.number(), totalSteps: z.number(), state: z.string().optional() })
    .transform(({ step, totalSteps, state }) => ({
      ...nothing,
      progress: { done: step, total: totalSteps, unit: 'steps' as const },
      waitingFor: state === 'queued' ? 'its turn at the trainer' : null,
    })),
  z.object({ waitingFor: z.string() }).transform(({ waitingFor }) => ({ ...nothing, waitingFor })),
]);

type RawActivities = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;

/** Read with the client's converter, because heartbeats and failures may be encrypted. */
export async function pendingActivities(
  raw: RawActivities,
  converter: LoadedDataConverter,
): Promise<PendingActivity[]> {
  return Promise.all(
    raw.map(async ({ activityId, activityType, attempt, heartbeatDetails, lastFailure }) => {
      const payloads = heartbeatDetails?.payloads;
      const beat = heartbeatSchema.safeParse(
        payloads?.length ? await decodeFromPayloadsAtIndex<unknown>(converter, 0, payloads) : undefined,
      );
      return {
        id: activityId ?? '',
        type: activityType?.name ?? 'activity',
        attempt: attempt ?? 1,
        lastFailure: (await decodeOptionalFailureToOptionalError(converter, lastFailure))?.message ?? null,
        ...(beat.success ? beat.data : nothing),
      };
    }),
  );
}
