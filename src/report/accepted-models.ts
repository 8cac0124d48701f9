import type { ComparisonReport, ModelReport } from './data/model-data';
import type { ReportData } from './report-data';

/** The models that the run stands on: without the attempts that a later one replaced. */
export function acceptedModels({ models }: ReportData): ModelReport[] {
  return models.filter((model) => !model.replaced);
}

/** Against the SFT baseline, the fixed measure of a run. */
export function againstBaseline(model: ModelReport): ComparisonReport | undefined {
  return model.comparisons.find((comparison) => comparison.againstBaseline);
}

/** Against the model that came before: the newest of the older ones, the SFT baseline left out. */
export function againstPrevious(model: ModelReport): ComparisonReport | undefined {
  return model.comparisons.filter(({ older }) => older !== 'sft').at(-1);
}

/** What the win rate is a share of: comparisons without a verdict count for neither model. */
export function comparedCount({ wins, ties, losses }: ComparisonReport): number {
  return wins + ties + losses;
}
