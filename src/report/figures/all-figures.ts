import { acceptedModels } from '../accepted-models';
import type { ReportData } from '../report-data';
import { agreementFigure } from './agreement';
import { answerLengthFigure } from './answer-length';
import { benchmarksFigure } from './benchmarks';
import { comparedScoresFigure } from './compared-scores';
import { criticScoresFigures } from './critic-scores';
import type { Figure } from './figure';
import { headToHeadFigure } from './head-to-head';
import { judgeHealthFigure } from './judge-health';
import { lengthAndQualityFigure } from './length-and-quality';
import { promptCategoriesFigure } from './prompt-categories';
import { promptFiltersFigure } from './prompt-filters';
import { responseLengthsFigure } from './response-lengths';
import { scoreByLengthFigure } from './score-by-length';
import { scoreDistributionFigure } from './score-distribution';
import { costsFigure, droppedFigure, iterationsFigure, modelsFigure, verdictsFigure } from './tables';
import { trainingCurvesFigures } from './training-curves';
import { winRateMatrixFigure } from './win-rate-matrix';
import { winRatesFigure } from './win-rates';

/** Every figure of a report that has numbers; the page shows each of them, and each has files beside the page. */
export function allFigures(report: ReportData): Figure[] {
  const { iterations, models } = report;
  const accepted = acceptedModels(report);
  return [
    verdictsFigure(report),
    modelsFigure(report),
    benchmarksFigure(report),
    agreementFigure(accepted),
    winRatesFigure(accepted),
    headToHeadFigure(accepted),
    answerLengthFigure(accepted),
    lengthAndQualityFigure(accepted),
    winRateMatrixFigure(models),
    scoreByLengthFigure(iterations),
    judgeHealthFigure(iterations),
    iterationsFigure(report),
    ...iterations.flatMap((iteration) => [
      promptCategoriesFigure(iteration),
      promptFiltersFigure(iteration),
      scoreDistributionFigure(iteration),
      comparedScoresFigure(iteration),
      responseLengthsFigure(iteration),
      ...criticScoresFigures(iteration),
    ]),
    ...trainingCurvesFigures(models),
    costsFigure(report),
    droppedFigure(report),
  ].filter((figure): figure is Figure => figure !== undefined && figure.table.rows.length > 0);
}
