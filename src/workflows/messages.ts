import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { z } from 'zod';
import type { RunStatus } from './status';

/** Each message carries one JSON object, because that is what the Temporal Web UI can send. */
export const approvalSchema = z.strictObject({ note: z.string().max(1000).optional() });
export const rejectionSchema = z.strictObject({
  reason: z.string().min(1).max(1000),
  action: z.enum(['redo', 'stop']).default('redo'),
});
export const extensionSchema = z.strictObject({ iterations: z.int().min(1).max(100) });
export const concurrencySchema = z
  .strictObject({
    concurrentShards: z.int().min(1).max(500).optional(),
    callsInFlight: z.int().min(1).max(4096).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'name concurrentShards, callsInFlight or both');

export type Rejection = z.output<typeof rejectionSchema>;
export type Concurrency = z.output<typeof concurrencySchema>;

export const approve = defineUpdate<string, [z.input<typeof approvalSchema>]>('approve');
export const reject = defineUpdate<string, [z.input<typeof rejectionSchema>]>('reject');
export const extend = defineUpdate<string, [z.input<typeof extensionSchema>]>('extend');
export const setConcurrency = defineUpdate<string, [z.input<typeof concurrencySchema>]>('setConcurrency');
export const pause = defineSignal('pause');
export const pauseDescription =
  'Pause between two calls; finished calls are kept. Training and serving go on to their end first';
export const resume = defineSignal('resume');
export const stopAfterIteration = defineSignal('stopAfterIteration');
export const status = defineQuery<RunStatus>('status');

/** Sent by a run to the iteration that it started. */
export const concurrencyChanged = defineSignal<[Concurrency]>('concurrencyChanged');
