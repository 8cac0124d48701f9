import type { MetaVerdictRecord } from '../feedback-records';
import { roundScore } from '../statistics/score-arithmetic';
import type { Random } from '../seeds';
import { bradleyTerry } from '../statistics/bradley-terry';
import { textLength } from '../text-length';
import { visibleContent } from '../visible-text';
import { battleMatrix } from './battle-matrix';
import type { ValidJudgement } from './disputed-response';
import type { JudgePairSettings } from './judge-pair-settings';
import type { PositionWeights } from './position-weights';

type Rated = { judgement: ValidJudgement; strength: number };

/**
 * - `no-meta-verdict`: no two judgements of the disputed response were compared.
 * - `equal-strengths`: no judgement is better than another.
 * - `identical-text`: the best and the worst judgement have the same text to a reader.
 * - `judgement-too-long`: the best judgement is longer than `longestJudgementCharacters`.
 */
export type NoJudgePair = 'no-meta-verdict' | 'equal-strengths' | 'identical-text' | 'judgement-too-long';

export type JudgePairChoice = { kind: 'chosen'; best: Rated; worst: Rated } | { kind: 'none'; reason: NoJudgePair };

/** The strongest judgement of a response against the weakest (2407.19594); among equally strong ones the seed draws. */
export function chooseJudgePair(
  {
    judgements,
    metaVerdicts,
    weights,
    random,
  }: {
    /** The valid judgements of one response, in the order of their ids. */
    judgements: readonly ValidJudgement[];
    /** The comparisons of these. */
    metaVerdicts: readonly MetaVerdictRecord[];
    weights: Pick<PositionWeights, 'omega1' | 'omega2'>;
    random: Random;
  },
  { prior, longestJudgementCharacters = Infinity }: Pick<JudgePairSettings, 'prior' | 'longestJudgementCharacters'>,
): JudgePairChoice {
  if (metaVerdicts.length === 0) return { kind: 'none', reason: 'no-meta-verdict' };
  const ids = judgements.map(({ id }) => id);
  const strengths = bradleyTerry(battleMatrix(ids, metaVerdicts, weights), { prior });
  // Rounded, so that judgements that fared alike are equal in spite of rounding errors.
  const rated = judgements.map((judgement, index) => ({ judgement, strength: roundScore(strengths[index] ?? 0) }));
  const strongest = Math.max(...rated.map(({ strength }) => strength));
  const weakest = Math.min(...rated.map(({ strength }) => strength));
  if (strongest === weakest) return { kind: 'none', reason: 'equal-strengths' };

  const best = random.pick(rated.filter(({ strength }) => strength === strongest));
  const worst = random.pick(rated.filter(({ strength }) => strength === weakest));
  if (visibleContent(best.judgement.text) === visibleContent(worst.judgement.text)) {
    return { kind: 'none', reason: 'identical-text' };
  }
  if (textLength(best.judgement.text) > longestJudgementCharacters) {
    return { kind: 'none', reason: 'judgement-too-long' };
  }
  return { kind: 'chosen', best, worst };
}
