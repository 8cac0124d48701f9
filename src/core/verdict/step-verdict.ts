import type { Random } from '../random';
import { average } from '../statistics/average';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap';
import { equalLengthWinRate } from '../statistics/equal-length-win-rate';
import { FEWEST_COMPARED } from '../statistics/fewest-compared';
import { headToHead, type HeadToHead } from '../statistics/head-to-head';
import { pairedComparison } from '../statistics/paired-comparison';
import { signTest } from '../statistics/sign-test';
import type { StepFigures } from './step-figures';

/**
 * - `better`: accuracy against people, or an outside judge at equal length, shows a gain.
 * - `better by its own judgement`: only its own verdicts, at equal length, show one.
 * - `worse`: a loss is shown and no gain. `mixed`: a loss and a gain.
 * - `only length grew`: its answers are longer, and nothing that length does not explain is shown to have changed.
 * - `not shown`: nothing is, with as many items as there were. `not measured`: there were none.
 */
export type StepVerdictKind =
  'better' | 'better by its own judgement' | 'worse' | 'mixed' | 'only length grew' | 'not shown' | 'not measured';

/** A mean over `items` that both models have, before and after. */
export interface PairedChange {
  items: number;
  older: number;
  newer: number;
  /** newer - older. */
  change: Interval;
  /** Of the exact sign test over the items that differ. */
  p: number;
}

export interface StepVerdict {
  newer: string;
  older: string;
  selfJudged: boolean;
  verdict: StepVerdictKind;
  /** Of held-out instructions. Null, as are the others, where nothing was measured. */
  accuracy: PairedChange | null;
  /** As the judge said it, over the comparisons with a verdict; p is of the sign test, without ties. */
  winRate: (HeadToHead & { items: number; interval: Interval; p: number }) | null;
  equalLengthWinRate: Interval | null;
  /** Of the answers, in code points; `growth` is the share of the older mean by which it changed. */
  length: (PairedChange & { growth: Interval }) | null;
}

const SIGNIFICANT = 0.05;

/** What a step shows, by 95 % intervals, sign tests and no fewer items than can show anything. */
export function stepVerdict({ newer, older, selfJudged, ...figures }: StepFigures, random: Random): StepVerdict {
  const accuracy = pairedChange(figures.accuracy, random);
  const winRate = winRateOf(figures.answers, random);
  const atEqualLength = winRate && equalLengthWinRate(figures.answers);
  const length = lengthChange(figures.answers, random);
  const gains = [directionOf(accuracy), winRate ? sideOf(atEqualLength, winRate.items, 0.5) : 0];
  const verdict = verdictOf(gains, {
    selfJudged,
    isLonger: directionOf(length) > 0,
    isMeasured: !!(accuracy ?? winRate),
  });
  return { newer, older, selfJudged, verdict, accuracy, winRate, equalLengthWinRate: atEqualLength, length };
}

type Direction = -1 | 0 | 1;

function verdictOf(
  [accuracy = 0, wins = 0]: Direction[],
  { selfJudged, isLonger, isMeasured }: { selfJudged: boolean; isLonger: boolean; isMeasured: boolean },
): StepVerdictKind {
  const both = [accuracy, wins];
  if (both.includes(1) && both.includes(-1)) return 'mixed';
  if (accuracy === 1 || (wins === 1 && !selfJudged)) return 'better';
  if (wins === 1) return 'better by its own judgement';
  if (both.includes(-1)) return 'worse';
  if (isLonger) return 'only length grew';
  return isMeasured ? 'not shown' : 'not measured';
}

function directionOf(change: PairedChange | null): Direction {
  return change && change.p < SIGNIFICANT ? sideOf(change.change, change.items, 0) : 0;
}

/** Which side of `middle` the whole interval is on. */
function sideOf(interval: Interval | null, items: number, middle: number): Direction {
  if (!interval || items < FEWEST_COMPARED) return 0;
  if (interval.low > middle) return 1;
  return interval.high < middle ? -1 : 0;
}

export function pairedChange(items: readonly { older: number; newer: number }[], random: Random): PairedChange | null {
  const [before, after] = [items.map(({ older }) => older), items.map(({ newer }) => newer)];
  const byItem = (values: readonly number[]) => new Map(values.map((value, index) => [String(index), value]));
  const { difference: change, pValue: p } = pairedComparison(byItem(before), byItem(after), random);
  const [older, newer] = [average(before), average(after)];
  return change && older !== null && newer !== null ? { items: items.length, older, newer, change, p } : null;
}

function winRateOf(answers: StepFigures['answers'], random: Random): StepVerdict['winRate'] {
  const winners = answers.flatMap(({ winner }) => (winner === 'null' ? [] : [winner]));
  const interval = bootstrapInterval(winners, (sample) => headToHead(sample).winRate, { random });
  if (!interval) return null;
  const counts = headToHead(answers.map(({ winner }) => winner));
  return { ...counts, items: winners.length, interval, p: signTest(counts.wins, counts.losses) };
}

function lengthChange(answers: StepFigures['answers'], random: Random): StepVerdict['length'] {
  const lengths = answers.map(({ firstLength, secondLength }) => ({ older: secondLength, newer: firstLength }));
  const change = pairedChange(lengths, random);
  const growth = bootstrapInterval(lengths, growthOf, { random });
  return change && growth && { ...change, growth };
}

function growthOf(lengths: readonly { older: number; newer: number }[]): number | null {
  const [older, newer] = [average(lengths.map((each) => each.older)), average(lengths.map((each) => each.newer))];
  return older === null || newer === null || older === 0 ? null : newer / older - 1;
}
