import type { PairRecord } from '../records';
import { isRepetitive } from '../repetition';
import { byId, mayBeChosen, originOf, pairsOf, readSame, type PooledResponse } from './candidate-rules';
import { roundScore } from '../statistics/score-arithmetic';
import { orderedPair } from './example-parts';
import type { ResponseScore } from './response-score';
import {
  selectByPrompt,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

/** Defaults of the paper, on the scale of 0 to 5 whose top score is the only one that is good enough. */
export interface MarginSettings {
  minimumPositive: number;
  /** How much lower the negative must be. */
  margin: number;
  /** The same when the policy itself wrote the positive. */
  ownMargin: number;
  /** What counts as a loop; a sample of the policy with one is a negative of every positive. */
  repetition?: { words: number; occurrences: number };
}

export const marginDefaults: MarginSettings = { minimumPositive: 5, margin: 2, ownMargin: 1 };

/**
 * Of prompts: `too-few-scored` (fewer than two responses have a score), `no-positive` (none is good enough, finished and
 * free of loops), `no-margin` (no other is far enough below one). Of pairs: `identical-text`.
 */
export type MarginDiscard = 'too-few-scored' | 'no-positive' | 'no-margin' | 'identical-text';

export interface MarginFigures {
  /** Responses with a loop. */
  defective: number;
  /** Pairs by who wrote the positive and the negative, for example `teacher>policy`. */
  pairsByOrigin: Record<string, number>;
}

export interface MarginPairs extends SelectedExamples<PairRecord, MarginDiscard> {
  figures: MarginFigures;
}

type Candidate = { response: PooledResponse; score: number; feedbackIds: string[]; isDefective: boolean };

/**
 * DNO-prct (2404.03715): every pair of a good response with one that is clearly worse, whoever wrote them. Old pairs are
 * mixed in by the `decayed` pool (pair-pool.ts).
 */
export function selectMargins(
  records: IterationRecords<ResponseScore>,
  settings: MarginSettings = marginDefaults,
): MarginPairs {
  const figures: MarginFigures = { defective: 0, pairsByOrigin: {} };
  const { examples, discarded } = selectByPrompt<ResponseScore, PairRecord, MarginDiscard>(records, {
    purpose: 'margins',
    none: { 'too-few-scored': 0, 'no-positive': 0, 'no-margin': 0, 'identical-text': 0 },
    select: (candidates) => {
      const scored = scoredOf(candidates, settings);
      figures.defective += scored.filter(({ isDefective }) => isDefective).length;
      if (scored.length < 2) return { examples: [], discarded: ['too-few-scored'] };
      if (!scored.some((candidate) => isPositive(candidate, settings)))
        return { examples: [], discarded: ['no-positive'] };
      const apart = orderedPairs(scored, settings);
      if (apart.length === 0) return { examples: [], discarded: ['no-margin'] };
      const readable = apart.filter(([better, worse]) => !readSame(better.response, worse.response));
      return {
        examples: readable.map(([better, worse], number) => toPair(candidates, better, worse, number)),
        discarded: Array.from({ length: apart.length - readable.length }, () => 'identical-text'),
      };
    },
  });
  const origin = new Map(records.responses.map((response) => [response.id, originOf(response)]));
  for (const { chosenId, rejectedId } of examples) {
    const kind = `${origin.get(chosenId)}>${origin.get(rejectedId)}`;
    figures.pairsByOrigin[kind] = (figures.pairsByOrigin[kind] ?? 0) + 1;
  }
  return { examples, discarded, figures: { ...figures, pairsByOrigin: sorted(figures.pairsByOrigin) } };
}

function scoredOf(
  { responses, feedback }: PromptCandidates<ResponseScore>,
  { repetition }: MarginSettings,
): Candidate[] {
  const scores = new Map(feedback.map((score) => [score.id, score]));
  return responses.flatMap((response) => {
    const said = scores.get(response.id);
    if (!said) return [];
    // What a model that is caught in a loop writes; a teacher that says a thing again means to.
    const isDefective = originOf(response) === 'policy' && isRepetitive(response.text, repetition);
    return [{ response, score: said.score, feedbackIds: said.feedbackIds, isDefective }];
  });
}

function isPositive({ response, score, isDefective }: Candidate, { minimumPositive }: MarginSettings): boolean {
  return score >= minimumPositive && !isDefective && mayBeChosen(response);
}

function orderedPairs(scored: readonly Candidate[], settings: MarginSettings): [better: Candidate, worse: Candidate][] {
  return pairsOf(scored)
    .flatMap(([a, b]): [Candidate, Candidate][] => [
      [a, b],
      [b, a],
    ])
    .filter(([better, worse]) => isPositive(better, settings) && isNegativeOf(worse, better, settings));
}

function isNegativeOf(worse: Candidate, better: Candidate, { margin, ownMargin }: MarginSettings): boolean {
  const needed = originOf(better.response) === 'policy' ? ownMargin : margin;
  return worse.isDefective || roundScore(better.score - worse.score) >= needed;
}

function toPair(
  context: PromptCandidates<ResponseScore>,
  better: Candidate,
  worse: Candidate,
  number: number,
): PairRecord {
  const { feedbackIds, ...pair } = orderedPair(context, {
    chosen: better.response,
    rejected: worse.response,
    number,
    feedbackIds: [...better.feedbackIds, ...worse.feedbackIds],
  });
  return { ...pair, chosenScore: better.score, rejectedScore: worse.score, judgementIds: feedbackIds };
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => byId({ id: a }, { id: b })));
}
