import { z } from 'zod';
import { digestSchema, judgementRecordSchema } from '../records';
import { intervalSchema } from '../statistics/bootstrap';

/** The reply in which a judge proposes other criteria; none of them where it cannot be read, or the server refused. */
const proposalSchema = z.strictObject({
  kind: z.literal('proposal'),
  model: z.string(),
  text: z.string(),
  criteria: z.array(z.string()).nullable(),
  callKey: digestSchema,
  seed: z.int(),
});

/** A judgement by the rubric in force or by the proposed one, of a held-out reply or of a side of a safety canary. */
const trialSchema = z.strictObject({
  kind: z.literal('trial'),
  rubric: z.enum(['current', 'proposed']),
  of: z.enum(['held-out', 'canary']),
  judgement: judgementRecordSchema,
});

export const rubricTrialSchema = z.discriminatedUnion('kind', [proposalSchema, trialSchema]);
export type RubricTrial = z.infer<typeof rubricTrialSchema>;

const version = digestSchema;

/** Which criteria an iteration judges by, and why: the proposed ones, or still those that were in force. */
export const rubricDecisionSchema = z.strictObject({
  criteria: z.array(z.string()).min(1),
  version,
  before: version,
  proposed: z.strictObject({ criteria: z.array(z.string()), version }).nullable(),
  kind: z.enum(['replace', 'keep']),
  /** Why the proposal did not pass; null where it did. */
  reason: z.enum(['no-proposal', 'unchanged', 'canary-changed', 'too-few-changed-pairs', 'no-gain']).nullable(),
  /** Of held-out pairwise accuracy, over `pairs` pairs; null where nothing was compared. */
  gain: intervalSchema.nullable(),
  pairs: z.int().min(0),
  canaries: z.int().min(0),
});
export type RubricDecision = z.infer<typeof rubricDecisionSchema>;

/** In one sentence. */
export function describeRubric({
  kind,
  reason,
  gain,
  pairs,
  version: name,
}: Pick<RubricDecision, 'kind' | 'reason' | 'gain' | 'pairs' | 'version'>): string {
  const points = (value: number) => `${value < 0 ? '' : '+'}${(100 * value).toFixed(1)}`;
  const short = name.slice('sha256:'.length, 'sha256:'.length + 12);
  const what = kind === 'replace' ? `judge prompt: replaced by ${short}` : `judge prompt: stays ${short} (${reason})`;
  if (!gain) return what;
  return `${what}; proposed accuracy ${points(gain.estimate)} points on ${pairs} held-out pairs (95 %: ${points(gain.low)} to ${points(gain.high)})`;
}
