import { z } from 'zod';
import { combineVerdicts, type Verdict } from '../judging/combine-verdicts';
import type { JudgementRecord } from '../records';
import { average } from '../statistics/average';
import { lengthSlope } from '../statistics/length-slope';
import { positionBias } from '../statistics/position-bias';
import {
  scoreAlarmSchema,
  scoreAlarms,
  scoreHealth,
  scoreHealthSchema,
  type ScoreHealth,
} from '../statistics/score-health';
import { selfEnhancement } from '../statistics/self-enhancement';
import { verbosityAgainstHumans, verbosityAttack } from '../statistics/verbosity-bias';
import type { BiasRecord } from './bias-record';

const share = z.number().nullable();
const compared = z.int().min(0);
const errors = z.strictObject({ compared, wrong: share });

/** How far a judge can be trusted (methods sheet, 13.1), with how many comparisons each figure is over; null without any. */
export const judgeBiasesSchema = z.strictObject({
  position: z.strictObject({ compared, consistency: share, firstSlot: share, secondSlot: share }),
  /** Share of padded replies that it prefers in both orders to the replies themselves. */
  verbosityAttack: z.strictObject({ compared, failureRate: share }),
  /** How much more often it is wrong where people prefer the shorter reply. */
  verbosityAgainstPeople: z.strictObject({ shorterPreferred: errors, longerPreferred: errors, bias: share }),
  /** How its verdicts on people's best and worst replies follow their lengths. */
  lengthSlope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fitted'), slope: z.number(), intercept: z.number() }),
    z.strictObject({ kind: z.literal('separated'), favours: z.enum(['longer', 'shorter']) }),
    z.strictObject({ kind: z.literal('undefined') }),
  ]),
  /** Win rates of its own answers against people's best replies, by itself and by an outside judge. */
  selfEnhancement: z.strictObject({ compared, judgeWinRate: share, referenceWinRate: share, bias: share }),
  /** Share of these comparisons on which the outside judge says something else; a tie is a verdict. */
  outsideDisagreement: z.strictObject({ compared, share }),
  /** Of its judgements of the held-out replies. */
  scores: scoreHealthSchema,
  /** The model whose scores these were compared with. */
  previous: z.string().nullable(),
  alarms: z.array(scoreAlarmSchema),
});
export type JudgeBiases = z.infer<typeof judgeBiasesSchema>;

export interface BiasSources {
  own: readonly BiasRecord[];
  /** An outside judge's answers to the probes about own answers. */
  outside: readonly BiasRecord[];
  judgements: readonly JudgementRecord[];
  previous: { model: string; scores: ScoreHealth | undefined } | undefined;
}

export function judgeBiases({ own, outside, judgements, previous }: BiasSources): JudgeBiases {
  const of = (kind: BiasRecord['kind']) => own.filter((record) => record.kind === kind);
  const ranked = of('ranked');
  const said = new Map(outside.map((record) => [record.id, winnerOf(record)]));
  const pairs = of('own').map((record) => ({
    own: 'first' as const,
    judge: winnerOf(record),
    reference: said.get(record.id) ?? 'null',
  }));
  const scores = scoreHealth(judgements);
  return {
    position: positionBias(ranked),
    verbosityAttack: verbosityAttack(of('padded')),
    verbosityAgainstPeople: verbosityAgainstHumans(
      ranked.map((record) => ({ ...record, human: 'first', judge: winnerOf(record) })),
    ),
    lengthSlope: lengthSlope(ranked),
    selfEnhancement: selfEnhancement(pairs),
    outsideDisagreement: disagreement(pairs),
    scores,
    previous: previous?.model ?? null,
    alarms: scoreAlarms(scores, previous?.scores),
  };
}

function winnerOf({ forward, backward }: BiasRecord): Verdict {
  return combineVerdicts(forward, backward);
}

function disagreement(pairs: readonly { judge: Verdict; reference: Verdict }[]): JudgeBiases['outsideDisagreement'] {
  const complete = pairs.filter(({ judge, reference }) => judge !== 'null' && reference !== 'null');
  return {
    compared: complete.length,
    share: average(complete.map(({ judge, reference }) => Number(judge !== reference))),
  };
}
