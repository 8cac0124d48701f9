import type { StepVerdict, StepVerdictKind } from '../core/verdict/step-verdict';
import { modelLabel, percent, points, signedPercent, whole } from './numbers';
import type { ReportData } from './report-data';

/** How a verdict is shown: a word, a sign that does not rest on colour, and the tone of its colour. */
export interface VerdictLook {
  word: string;
  sign: string;
  tone: 'good' | 'bad' | 'doubtful' | 'open';
}

export const verdictLooks: Readonly<Record<StepVerdictKind, VerdictLook>> = {
  better: { word: 'Better', sign: '▲', tone: 'good' },
  'better by its own judgement': { word: 'Better by its own judgement', sign: '△', tone: 'doubtful' },
  worse: { word: 'Worse', sign: '▼', tone: 'bad' },
  mixed: { word: 'Mixed', sign: '◆', tone: 'doubtful' },
  'only length grew': { word: 'Only length grew', sign: '↔', tone: 'doubtful' },
  'not shown': { word: 'No change shown', sign: '○', tone: 'open' },
  'not measured': { word: 'Not measured', sign: '–', tone: 'open' },
};

/** The verdict on the run: the newest measured model against the SFT baseline, or else against the one before it. */
export function headVerdict({ verdicts }: Pick<ReportData, 'verdicts'>): StepVerdict | undefined {
  const measured = verdicts.filter(({ verdict }) => verdict !== 'not measured');
  const newest = measured.at(-1)?.newer;
  const ofNewest = measured.filter(({ newer }) => newer === newest);
  return ofNewest.find(({ older }) => older === 'sft') ?? ofNewest.at(-1);
}

/** What a verdict means, without its numbers. */
export function verdictSentence({ verdict, newer, older, selfJudged }: StepVerdict): string {
  const [model, other] = [modelLabel(newer), older === 'sft' ? 'the SFT baseline' : modelLabel(older)];
  switch (verdict) {
    case 'better':
      return `${model} is better than ${other}`;
    case 'better by its own judgement':
      return `${model} prefers its own answers to those of ${other}, also at equal length; nobody else confirms it`;
    case 'worse':
      return `${model} is worse than ${other}`;
    case 'mixed':
      return `${model} gained in one measure against ${other} and lost in another`;
    case 'only length grew':
      return `${model} writes longer answers than ${other}, and nothing that length does not explain is shown to be better`;
    case 'not shown':
      return `No difference between ${model} and ${other} is shown${selfJudged ? ', not even by its own judgement' : ''}`;
    case 'not measured':
      return `Nothing was measured of both ${model} and ${other}`;
  }
}

/** The numbers behind a verdict, each with its 95 % interval and the number of items. */
export function verdictNumbers({ accuracy, winRate, equalLengthWinRate, length, selfJudged }: StepVerdict): string[] {
  return [
    ...(accuracy
      ? [
          `agreement with people ${percent(accuracy.newer)}, ${points(accuracy.change.estimate)} (95 %: ${points(accuracy.change.low)} to ${points(accuracy.change.high)}; ${whole(accuracy.items)} instructions)`,
        ]
      : []),
    ...(winRate
      ? [
          `win rate ${percent(winRate.interval.estimate)} ${selfJudged ? 'by its own judgement' : 'by an outside judge'} (95 %: ${percent(winRate.interval.low)} to ${percent(winRate.interval.high)}; ${whole(winRate.items)} prompts)`,
        ]
      : []),
    ...(equalLengthWinRate
      ? [
          `${percent(equalLengthWinRate.estimate)} at equal length (95 %: ${percent(equalLengthWinRate.low)} to ${percent(equalLengthWinRate.high)})`,
        ]
      : []),
    ...(length ? [`answers ${signedPercent(length.growth.estimate)} in length`] : []),
  ];
}
