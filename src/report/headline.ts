import { acceptedModels, againstBaseline, comparisonCount } from './accepted-models';
import { modelLabel, percent, points } from './figures';
import type { ComparisonReport, ModelReport, ReportData } from './report-data';

/** What the run shows so far, in one sentence with its numbers. */
export function headline(report: ReportData): string {
  const measured = acceptedModels(report).filter((model) => model.evaluation?.pairwiseAccuracy !== undefined);
  const newest = measured.findLast((model) => model.evaluation?.pairwiseAccuracy !== null);
  if (!newest) return 'No model of this run has been measured yet.';
  const reference = measured.findLast((model) => model !== newest && ['M1', 'M0'].includes(model.name));
  return `${judgement(newest, reference)}${answers(againstBaseline(newest))}.`;
}

function judgement(newest: ModelReport, reference: ModelReport | undefined): string {
  const accuracy = newest.evaluation?.pairwiseAccuracy ?? null;
  const before = reference?.evaluation?.pairwiseAccuracy ?? null;
  const sentence = `${modelLabel(newest.name)} ranks ${percent(accuracy)} of held-out reply pairs as people do`;
  if (!reference || accuracy === null || before === null) return sentence;
  return `${sentence}, ${points(accuracy - before)} against ${modelLabel(reference.name)}`;
}

function answers(comparison: ComparisonReport | undefined): string {
  if (!comparison || comparison.winRate === null) return '';
  const judge = comparison.selfJudged ? 'by its own judgement' : 'by an outside judge';
  return `, and its win rate against the SFT baseline is ${percent(comparison.winRate)} ${judge} (${comparisonCount(comparison)} prompts)`;
}
