import type { IterationReport } from './data/iteration-data';
import type { EvaluationReport, ModelReport } from './data/model-data';
import type { ReportData } from './report-data';

/** What an experiment tracker is told of one part of a run: the preparation, or an attempt at an iteration. */
export interface TrackedRun {
  /** Unique within the run, for example "2" or "2.3" for its third attempt; "0" is the preparation. */
  key: string;
  name: string;
  status: 'running' | 'finished' | 'rejected';
  step: number;
  params: Record<string, string>;
  metrics: Record<string, number>;
  tags: Record<string, string>;
}

type Figures = Record<string, number | null | undefined>;

/** A run as an experiment whose runs are its iterations, with all that the report measures. What is not measured is left out. */
export function trackedRuns(report: ReportData): TrackedRun[] {
  const params = paramsOf(report.recipe);
  const modelNamed = (name: string) => report.models.find((model) => model.name === name);
  const anchor = modelNamed('M1');
  const preparation: TrackedRun = {
    key: '0',
    name: 'preparation',
    status: anchor ? 'finished' : 'running',
    step: 0,
    params,
    metrics: anchor ? measured(modelFigures(anchor)) : {},
    tags: tagsOf(report, anchor),
  };
  const iterations = report.iterations.map((iteration): TrackedRun => {
    const model = modelNamed(iteration.makes);
    const reason = iteration.rejectedBecause;
    const rejected: Record<string, string> = reason === null ? {} : { 'srlm.rejected': reason };
    return {
      key: iteration.attempt === 1 ? `${iteration.iteration}` : `${iteration.iteration}.${iteration.attempt}`,
      name: `iteration ${iteration.iteration}${iteration.attempt === 1 ? '' : `, attempt ${iteration.attempt}`}`,
      status: reason !== null ? 'rejected' : iteration.finished ? 'finished' : 'running',
      step: iteration.iteration,
      params,
      metrics: measured({ ...labellingFigures(iteration), ...(model ? modelFigures(model) : {}) }),
      tags: { ...tagsOf(report, model), ...rejected },
    };
  });
  return [preparation, ...iterations];
}

function tagsOf({ run, method }: ReportData, model: ModelReport | undefined): Record<string, string> {
  return {
    'srlm.run': run,
    'srlm.method': method,
    ...(model ? { 'srlm.model': model.name, 'srlm.model.digest': model.digest } : {}),
  };
}

function labellingFigures(iteration: IterationReport): Figures {
  const { prompts, responses, judgements, pairs, consistency, setAside } = iteration;
  return {
    'prompts/seed': prompts.seed,
    'prompts/generated': prompts.generated,
    'responses/count': responses?.count,
    'responses/truncated': responses?.truncated,
    'responses/duplicates': responses?.duplicates,
    'responses/mean_tokens': responses?.meanTokens,
    'judgements/count': judgements?.count,
    'judgements/unparsed': judgements?.unparsed,
    'judgements/parse_rate': judgements?.parseRate,
    'judgements/mean_score': judgements?.meanScore,
    ...prefixed('judgements/health', judgements?.health ?? {}),
    ...prefixed('set_aside', setAside),
    'pairs/count': pairs?.count,
    'pairs/mean_gap': pairs?.meanGap,
    'pairs/chosen_mean_characters': pairs?.chosenMeanCharacters,
    'pairs/rejected_mean_characters': pairs?.rejectedMeanCharacters,
    ...prefixed('pairs/discarded', pairs?.discarded ?? {}),
    'consistency/ratio': consistency?.ratio,
    'consistency/cream': consistency?.cream?.value,
  };
}

function modelFigures({ training, evaluation, comparisons, benchmarks }: ModelReport): Figures {
  const {
    objective: _,
    outcome: __,
    steps: ___,
    rowsDropped = {},
    checkpoint,
    extra = {},
    ...figures
  } = training ?? {};
  return {
    ...prefixed('training', { ...figures, ...extra }),
    ...prefixed('training/checkpoint', checkpoint ?? {}),
    ...prefixed('training/dropped', rowsDropped),
    ...(evaluation ? evaluationFigures(evaluation) : {}),
    ...Object.fromEntries(benchmarks.map(({ name, headline }) => [`benchmark/${name}`, headline?.value])),
    ...Object.fromEntries(comparisons.map(({ older, winRate }) => [`win_rate/against_${older}`, winRate])),
  };
}

function evaluationFigures({ biases, ...evaluation }: EvaluationReport): Figures {
  const { parseRate, counts, answers, ...metrics } = evaluation;
  return {
    ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [`evaluation/${name}`, value])),
    'evaluation/parseRate': parseRate,
    'evaluation/answer_mean_characters': answers?.meanCharacters,
    'evaluation/self_enhancement': biases?.selfEnhancement.bias,
    'evaluation/position_consistency': biases?.position.consistency,
    ...prefixed('evaluation/counts', counts),
  };
}

function prefixed(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}/${name}`, value]));
}

function measured(figures: Figures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}

/** The recipe's fields by path, as text; lists as JSON. */
function paramsOf(recipe: Record<string, unknown>, path = ''): Record<string, string> {
  return Object.entries(recipe).reduce<Record<string, string>>((params, [name, value]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (isRecord(value)) return { ...params, ...paramsOf(value, here) };
    return { ...params, [here]: typeof value === 'string' ? value : JSON.stringify(value) };
  }, {});
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
