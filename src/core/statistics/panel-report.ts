import { combineVerdicts, type Verdict } from '../judging/combine-verdicts';
import type { Random } from '../random';
import {
  agreementWithoutTies,
  cohensKappa,
  rawAgreement,
  ratingOf,
  type Agreement,
  type RatedTwice,
} from './agreement';
import { bootstrapInterval, type Interval } from './bootstrap';
import { kendallTauB } from './correlation';
import { FEWEST_COMPARED } from './fewest-compared';
import { headToHead, type HeadToHead } from './head-to-head';
import { krippendorffAlpha } from './krippendorff-alpha';
import { majorityVerdict } from './majority-verdict';
import { checkPanel, type PanelJudge } from './panel-judge';
import { positionBias, type PositionBias } from './position-bias';

export type WinRate = HeadToHead & { interval: Interval | null };

/**
 * - `holds`: every judge's win rate is above one half, and so is the whole interval of the panel.
 * - `judge-specific`: only judges that took part in training see the gain.
 * - `not shown`: neither.
 */
export type PanelVerdict = 'holds' | 'judge-specific' | 'not shown';

export interface PanelReport {
  judges: (WinRate & Pick<PanelJudge, 'name' | 'family' | 'role'> & { position: PositionBias })[];
  /** Of the majority verdicts. */
  panel: WinRate;
  pairs: PairOfJudges[];
  /** Krippendorff's alpha of all judges' verdicts. */
  alpha: number | null;
  /** The panel without the judges of one family. */
  leaveOneFamilyOut: (WinRate & { family: string })[];
  verdict: PanelVerdict;
}

export interface PairOfJudges {
  judges: [string, string];
  withTies: Agreement;
  withoutTies: Agreement;
  kappa: number | null;
  /** Between the judges' rankings of the iterations; null without them. */
  kendallTauB: number | null;
}

/** How far a gain rests on who judges it: the first model is the new one. */
export function panelReport(judges: readonly PanelJudge[], random: Random): PanelReport {
  checkPanel(judges);
  const rated = judges.map((judge) => ({
    name: judge.name,
    family: judge.family,
    role: judge.role,
    position: positionBias(judge.verdicts),
    ...winRate(winnersOf(judge), random),
  }));
  const panel = winRate(majorities(judges), random);
  const families = [...new Set(judges.map(({ family }) => family))];
  return {
    judges: rated,
    panel,
    pairs: judges.flatMap((first, index) => judges.slice(index + 1).map((second) => compareJudges(first, second))),
    alpha: krippendorffAlpha(comparisonsOf(judges).map((verdicts) => verdicts.map(ratingOf))),
    leaveOneFamilyOut: families.map((left) => ({
      family: left,
      ...winRate(majorities(judges.filter(({ family }) => family !== left)), random),
    })),
    verdict: verdictOfPanel(rated, panel),
  };
}

function verdictOfPanel(judges: PanelReport['judges'], panel: WinRate): PanelVerdict {
  if (judges.every((judge) => (judge.winRate ?? 0) > 0.5) && showsGain(panel)) return 'holds';
  const seeing = judges.filter(showsGain);
  return seeing.length > 0 && seeing.every(({ role }) => role === 'training') ? 'judge-specific' : 'not shown';
}

function showsGain({ interval, wins, ties, losses }: WinRate): boolean {
  return wins + ties + losses >= FEWEST_COMPARED && interval !== null && interval.low > 0.5;
}

function winRate(winners: readonly Verdict[], random: Random): WinRate {
  const interval = bootstrapInterval(winners, (sample) => headToHead(sample).winRate, { random });
  return { ...headToHead(winners), interval };
}

function compareJudges(first: PanelJudge, second: PanelJudge): PairOfJudges {
  const items = comparisonsOf([first, second]).map(([a = 'null', b = 'null']): RatedTwice => [
    ratingOf(a),
    ratingOf(b),
  ]);
  return {
    judges: [first.name, second.name],
    withTies: rawAgreement(items),
    withoutTies: agreementWithoutTies(items),
    kappa: cohensKappa(items),
    kendallTauB: kendallTauB(first.iterationRatings ?? [], second.iterationRatings ?? []),
  };
}

function majorities(judges: readonly PanelJudge[]): Verdict[] {
  return comparisonsOf(judges).map(majorityVerdict);
}

function winnersOf({ verdicts }: PanelJudge): Verdict[] {
  return verdicts.map(({ forward, backward }) => combineVerdicts(forward, backward));
}

/** The winners of each comparison, one for every judge. */
function comparisonsOf(judges: readonly PanelJudge[]): Verdict[][] {
  const winners = judges.map(winnersOf);
  return (winners[0] ?? []).map((_, index) => winners.map((ofJudge) => ofJudge[index] ?? 'null'));
}
