import { z } from 'zod';
import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord } from '../records';
import { average } from './average';
import { scoreHistogram } from './score-histogram';

const figure = z.number().nullable();

/** Whether a judge's scores still tell responses apart. Every figure is null where nothing defines it. */
export const scoreHealthSchema = z.strictObject({
  /** Share of judgements without a score. */
  nullRate: figure,
  /** Of the score histogram, in nats. */
  entropy: figure,
  /** Share of the most frequent score. */
  modalShare: figure,
  mean: figure,
  /** Of the scores of one response around their mean, averaged over the responses with at least two. */
  withinResponseVariance: figure,
  /** Share of pairs of responses of one prompt that have equal mean scores. */
  tieRate: figure,
});
export type ScoreHealth = z.infer<typeof scoreHealthSchema>;

type Judged = Pick<JudgementRecord, 'promptId' | 'responseId' | 'outcome'>;

export function scoreHealth(judgements: readonly Judged[]): ScoreHealth {
  const health = createScoreHealth();
  health.add(judgements);
  return health.value();
}

/** Takes judgements in parts, all of a prompt in one, so that those of an iteration need not be in memory together. */
export function createScoreHealth(): { add(judgements: readonly Judged[]): void; value(): ScoreHealth } {
  const all: { scores: number[]; unparsed: number[]; variances: number[]; ties: number[] } = {
    scores: [],
    unparsed: [],
    variances: [],
    ties: [],
  };
  return {
    add(judgements) {
      for (const { outcome } of judgements) {
        all.unparsed.push(Number(outcome.kind === 'unparsed'));
        if (outcome.kind === 'scored') all.scores.push(outcome.score);
      }
      for (const ofPrompt of groupBy(judgements, ({ promptId }) => promptId).values()) {
        const responses = [...groupBy(ofPrompt, ({ responseId }) => responseId).values()].map(summarise);
        const repeated = responses.filter(({ valid }) => valid >= 2);
        all.variances.push(...repeated.flatMap(({ variance }) => variance ?? []));
        all.ties.push(...ties(responses.flatMap(({ mean }) => mean ?? [])));
      }
    },
    value() {
      const { entropy, modal } = scoreHistogram(all.scores);
      return {
        nullRate: average(all.unparsed),
        entropy,
        modalShare: modal?.share ?? null,
        mean: average(all.scores),
        withinResponseVariance: average(all.variances),
        tieRate: average(all.ties),
      };
    },
  };
}

/** 1 for every pair of equal means, 0 for the others. */
function ties(means: readonly number[]): number[] {
  return means.flatMap((mean, index) => means.slice(index + 1).map((other) => Number(mean === other)));
}

export const scoreAlarmSchema = z.enum(['null-rate', 'modal-share', 'entropy-fall']);
export type ScoreAlarm = z.infer<typeof scoreAlarmSchema>;

const MAXIMUM_NULL_RATE = 0.1;
const MAXIMUM_MODAL_SHARE = 0.6;
const MAXIMUM_ENTROPY_FALL_NATS = 0.3;

/** What calls for a look at the judge, against the iteration before where there is one. */
export function scoreAlarms(current: ScoreHealth, previous?: ScoreHealth): ScoreAlarm[] {
  const alarms: ScoreAlarm[] = [];
  if ((current.nullRate ?? 0) > MAXIMUM_NULL_RATE) alarms.push('null-rate');
  if ((current.modalShare ?? 0) > MAXIMUM_MODAL_SHARE) alarms.push('modal-share');
  const fall = (previous?.entropy ?? 0) - (current.entropy ?? previous?.entropy ?? 0);
  if (fall > MAXIMUM_ENTROPY_FALL_NATS) alarms.push('entropy-fall');
  return alarms;
}
