import { scoreKey } from '../../core/score-key';
import type { CallMemory } from '../labelling/call-memory';
import { recordedCallSchema } from '../labelling/recorded-call';
import type { Attempt } from '../labelling/within-attempt';
import { scoreSchema, type RecordedScore, type Scorer } from './score';

const recordedScoreSchema = recordedCallSchema(scoreSchema);

export interface RecordedScorer extends Scorer<RecordedScore> {
  readonly counts: { made: number; recalled: number };
}

/** A program that is asked only for what nobody recorded of it, and whose answers are recorded before they count. */
export function recordedScorer(
  scorer: Scorer,
  memory: Pick<CallMemory, 'recall' | 'record'>,
  attempt: Attempt,
): RecordedScorer {
  const { version } = scorer;
  const counts = { made: 0, recalled: 0 };
  return {
    version,
    counts,
    async score(scored) {
      const callKey = scoreKey(version, scored);
      const known = recordedScoreSchema.optional().parse(await memory.recall(callKey));
      if (known?.kind === 'answered') {
        counts.recalled += 1;
        return { ...known.reply, callKey };
      }
      const reply = await unlessAborted(attempt, (signal) => scorer.score(scored, signal));
      await memory.record(callKey, { kind: 'answered', reply });
      counts.made += 1;
      return { ...reply, callKey };
    },
  };
}

/** A program of a person need not know that it is no longer waited for. */
function unlessAborted<T>({ signal, beforeCall }: Attempt, work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    beforeCall();
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    Promise.resolve(work(signal))
      .finally(() => signal.removeEventListener('abort', end))
      .then(resolve, reject);
  });
}
