import { acceptedModels, againstBaseline, comparedCount } from './accepted-models';
import { modelLabel, percent, points, whole } from './figures';
import type { ComparisonReport, ModelReport, ReportData } from './report-data';

/** What the run shows so far, in one sentence with its numbers. */
export function headline(report: ReportData): string {
  const measured = acceptedModels(report).filter((model) => accuracyOf(model) !== null);
  const newest = measured.at(-1);
  if (!newest) return 'No model of this run has been measured yet.';
  const reference = measured.findLast((model) => model !== newest && ['M1', 'M0'].includes(model.name));
  return `${judgement(newest, reference)}${answers(againstBaseline(newest))}.`;
}

function judgement(newest: ModelReport, reference: ModelReport | undefined): string {
  const [accuracy, before] = [accuracyOf(newest), reference ? accuracyOf(reference) : null];
  const instructions = newest.evaluation?.pairwiseAccuracy.instructions ?? null;
  const basis = instructions === null ? '' : ` (${whole(instructions)} instructions)`;
  const sentence = `${modelLabel(newest.name)} agrees with people on ${percent(accuracy)} of held-out reply pairs${basis}`;
  if (!reference || accuracy === null || before === null) return sentence;
  return `${sentence}, ${points(accuracy - before)} against ${modelLabel(reference.name)}`;
}

function accuracyOf({ evaluation }: ModelReport): number | null {
  return evaluation?.pairwiseAccuracy.value ?? null;
}

function answers(comparison: ComparisonReport | undefined): string {
  if (!comparison || comparison.winRate === null) return '';
  const judge = comparison.selfJudged ? 'by its own judgement' : 'by an outside judge';
  return `, and its win rate against the SFT baseline is ${percent(comparison.winRate)} ${judge} (${whole(comparedCount(comparison))} prompts)`;
}
