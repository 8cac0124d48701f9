import { visibleContent } from '../visible-text';
import { mayBeChosen, tokensOf, type PooledResponse } from './candidate-rules';
import { imitation } from './example-parts';
import type { ImitationRecord } from './example-records';
import type { ResponseScore } from './response-score';
import {
  selectByPrompt,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

export interface BestOfNSettings {
  /** How many of a prompt's responses to keep at most. */
  keep: number;
  /** Only what scores at least this much; without one, whatever is best. */
  threshold?: number | undefined;
  /** Whether what reaches the threshold is kept whatever the others score, if there are others. */
  thresholdAlone?: boolean | undefined;
}

/**
 * `too-few-scored`: fewer than two responses have a score, or none has where the threshold alone counts. `tie`: all scores
 * are equal, so that none is best. `no-fit`: all that scored above the worst were cut or are blank. `below-threshold`: the
 * best that is left scores too little.
 */
export type BestOfNDiscard = 'too-few-scored' | 'tie' | 'no-fit' | 'below-threshold';

type Scored = { response: PooledResponse; score: number; feedbackIds: string[] };

/** Rejection sampling (2304.06767, 2307.09288): the best responses of each prompt, for SFT. */
export function selectBestOfN(
  records: IterationRecords<ResponseScore>,
  { keep, threshold = -Infinity, thresholdAlone = false }: BestOfNSettings = { keep: 1 },
): SelectedExamples<ImitationRecord, BestOfNDiscard> {
  return selectByPrompt<ResponseScore, ImitationRecord, BestOfNDiscard>(records, {
    purpose: 'best-of-n',
    none: { 'too-few-scored': 0, tie: 0, 'no-fit': 0, 'below-threshold': 0 },
    select: (candidates) => {
      const scored = scoredOf(candidates);
      if (scored.length < (thresholdAlone ? 1 : 2)) return { examples: [], discarded: ['too-few-scored'] };
      const lowest = thresholdAlone ? -Infinity : Math.min(...scored.map(({ score }) => score));
      if (scored.every(({ score }) => score === lowest)) return { examples: [], discarded: ['tie'] };
      const fit = scored.filter(({ response, score }) => score > lowest && mayBeChosen(response));
      if (fit.length === 0) return { examples: [], discarded: ['no-fit'] };
      const good = fit.filter(({ score }) => score >= threshold);
      if (good.length === 0) return { examples: [], discarded: ['below-threshold'] };
      const best = ranked(good, candidates).slice(0, keep);
      return { examples: best.map((each, number) => imitation(candidates, { ...each, number })), discarded: [] };
    },
  });
}

function scoredOf({ responses, feedback }: PromptCandidates<ResponseScore>): Scored[] {
  const scores = new Map(feedback.map((score) => [score.id, score]));
  return responses.flatMap((response) => {
    const said = scores.get(response.id);
    return said ? [{ response, score: said.score, feedbackIds: said.feedbackIds }] : [];
  });
}

/** Best first; of equal ones the shortest, then as drawn (methods sheet, 0.3). What reads the same is there once. */
function ranked(scored: readonly Scored[], { random }: PromptCandidates<ResponseScore>): Scored[] {
  const sorted = random
    .shuffle(scored)
    .toSorted((a, b) => b.score - a.score || tokensOf(a.response) - tokensOf(b.response));
  const texts = new Set<string>();
  return sorted.filter(({ response }) => {
    const text = visibleContent(response.text);
    const isNew = !texts.has(text);
    texts.add(text);
    return isNew;
  });
}
