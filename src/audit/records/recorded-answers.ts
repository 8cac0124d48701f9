import type { z } from 'zod';
import { scoreSchema, type RecordedScore, type Scorer } from '../../activities/critics/score';
import type { CallRunner } from '../../activities/labelling/call-runner';
import { isQuarantined, recordedCallSchema } from '../../activities/labelling/recorded-call';
import { scoreKey } from '../../core/score-key';

/** The recorded calls of a file, by key. */
export type Calls = ReadonlyMap<string, unknown>;

/** Thrown when rows cannot be made again, because a call that they rest on is not recorded or is no such call. */
export class UnrecordedCallError extends Error {
  override readonly name = 'UnrecordedCallError';
}

/** Answers the calls of a critic from records alone: it then says again what it said, or asks for what nobody recorded. */
export function recordedRunner(calls: Calls): CallRunner {
  return {
    async run({ keys }, schema) {
      const setAside = keys.map((key) => calls.get(key)).find(isQuarantined);
      if (setAside) return setAside;
      return { kind: 'answered', replies: keys.map((key) => recordedReply(calls, key, schema)) };
    },
  };
}

/** What a program is recorded to have said; it is not run. */
export function recordedProgram(version: string, calls: Calls): Scorer<RecordedScore> {
  return {
    version,
    score(scored) {
      const callKey = scoreKey(version, scored);
      return { ...recordedReply(calls, callKey, scoreSchema), callKey };
    },
  };
}

function recordedReply<Reply>(calls: Calls, key: string, schema: z.ZodType<Reply>): Reply {
  const value = calls.get(key);
  if (value === undefined) throw new UnrecordedCallError(`its call ${key} is not recorded`);
  const recorded = recordedCallSchema(schema).safeParse(value);
  if (recorded.success && recorded.data.kind === 'answered') return recorded.data.reply;
  throw new UnrecordedCallError(`its call ${key} is not recorded as one of its kind`);
}
