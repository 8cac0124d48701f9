import { acceptedModels } from './accepted-models';
import { modelLabel, percent } from './numbers';
import type { ReportData } from './report-data';
import { headVerdict, verdictNumbers, verdictSentence } from './verdict-words';

/** What the run shows so far, in a sentence or two with their numbers. */
export function headline(report: ReportData): string {
  const verdict = headVerdict(report);
  if (verdict) {
    const numbers = verdictNumbers(verdict);
    return `${verdictSentence(verdict)}${numbers.length === 0 ? '' : `: ${numbers.join('; ')}`}.`;
  }
  const newest = acceptedModels(report).findLast((model) => model.evaluation);
  if (!newest) return 'No model of this run has been measured yet.';
  return `${modelLabel(newest.name)} agrees with people on ${percent(newest.evaluation?.pairwiseAccuracy.value)} of held-out reply pairs.`;
}
