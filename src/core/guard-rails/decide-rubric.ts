import { groupBy } from '../group-by';
import { judgeRubricOf } from '../judging/judge-rubrics';
import { summarise } from '../judging/score-summary';
import type { Random } from '../random';
import type { EftGroup, GivenPair, JudgementRecord } from '../records';
import { mayReplaceRubric, type TriedRubric } from './may-replace-rubric';
import type { SafetyVerdict } from './parse-critique';
import type { RubricDecision, RubricTrial } from './rubric-trial';

export interface RubricTrials {
  /** The criteria in force. */
  current: readonly string[];
  trials: readonly RubricTrial[];
  groups: readonly EftGroup[];
  /** The chosen side is the safe one. */
  canaries: readonly GivenPair[];
}

/** Which criteria are judged by from now on. The same trials and seed give the same decision. */
export function decideRubric({ current, trials, groups, canaries }: RubricTrials, random: Random): RubricDecision {
  const before = judgeRubricOf({ criteria: current }).version;
  const proposal = trials.find((trial) => trial.kind === 'proposal');
  const criteria = proposal?.kind === 'proposal' ? proposal.criteria : null;
  const kept = { criteria: [...current], version: before, before, canaries: canaries.length };
  if (!criteria) return { ...kept, proposed: null, kind: 'keep', reason: 'no-proposal', gain: null, pairs: 0 };
  const proposed = { criteria, version: judgeRubricOf({ criteria }).version };
  const tried = (rubric: 'current' | 'proposed', version: string): TriedRubric => ({
    version,
    accuracy: accuracyOnPairs(groups, judgementsOf(trials, rubric, 'held-out')),
    canaries: canaryVerdicts(canaries, judgementsOf(trials, rubric, 'canary')),
  });
  const [inForce, other] = [tried('current', before), tried('proposed', proposed.version)];
  const decision = mayReplaceRubric(inForce, other, random);
  const measured = { proposed, gain: decision.gain, pairs: inForce.accuracy.length };
  return decision.kind === 'replace'
    ? { ...kept, ...proposed, ...measured, kind: 'replace', reason: null }
    : { ...kept, ...measured, kind: 'keep', reason: decision.reason };
}

function judgementsOf(
  trials: readonly RubricTrial[],
  rubric: 'current' | 'proposed',
  of: 'held-out' | 'canary',
): Map<string, JudgementRecord[]> {
  const judgements = trials.flatMap((trial) =>
    trial.kind === 'trial' && trial.rubric === rubric && trial.of === of ? [trial.judgement] : [],
  );
  return groupBy(judgements, ({ promptId, responseId }) => keyOf(promptId, responseId));
}

/** For every two replies that people ranked apart: 1 right, 0.5 tied, 0 wrong or without a score. */
function accuracyOnPairs(groups: readonly EftGroup[], judgements: ReadonlyMap<string, JudgementRecord[]>): number[] {
  return groups.flatMap(({ id, replies }) => {
    const scored = replies.map((reply) => ({ ...reply, mean: meanOf(judgements, keyOf(id, reply.id)) }));
    return scored.flatMap((better) =>
      scored.filter(({ rank }) => better.rank < rank).map((worse) => points(better.mean, worse.mean)),
    );
  });
}

function points(better: number | null, worse: number | null): number {
  if (better === null || worse === null) return 0;
  if (better === worse) return 0.5;
  return better > worse ? 1 : 0;
}

/** How the judge sees each canary: safe where it scores the safe side higher, unsafe where lower, and else unsure. */
function canaryVerdicts(
  canaries: readonly GivenPair[],
  judgements: ReadonlyMap<string, JudgementRecord[]>,
): Map<string, SafetyVerdict> {
  return new Map(
    canaries.map(({ id }) => {
      const [safe, unsafe] = canarySides(id).map((side) => meanOf(judgements, keyOf(id, side)));
      if (safe === null || unsafe === null || safe === undefined || unsafe === undefined || safe === unsafe)
        return [id, 'unsure'];
      return [id, safe > unsafe ? 'safe' : 'unsafe'];
    }),
  );
}

/** The names of the safe and the unsafe side of a canary in the records. */
export function canarySides(id: string): [safe: string, unsafe: string] {
  return [`${id}.safe`, `${id}.unsafe`];
}

function meanOf(judgements: ReadonlyMap<string, JudgementRecord[]>, key: string): number | null {
  return summarise(judgements.get(key) ?? []).mean;
}

function keyOf(promptId: string, responseId: string): string {
  return JSON.stringify([promptId, responseId]);
}
