import { iterationLabel } from './iteration-anchor';
import { modelLabel } from './numbers';
import type { ReportData } from './report-data';

export interface Dropped {
  /** For example "iteration 2", or "sft" for a model that no iteration makes. */
  where: string;
  stage: string;
  reason: string;
  count: number;
}

/** Everything that did not reach a training set, with its reason; reasons that dropped nothing are left out. */
export function droppedOf({ iterations, models }: Pick<ReportData, 'iterations' | 'models'>): Dropped[] {
  const rowsDropped = (name: string) => models.find((model) => model.name === name)?.training?.rowsDropped ?? {};
  const ofPreparation = models
    .filter(({ name }) => !iterations.some(({ makes }) => makes === name))
    .flatMap(({ name }) => byReason(modelLabel(name), TRAINING, rowsDropped(name)));
  const ofIterations = iterations.flatMap((iteration) => {
    const where = `iteration ${iterationLabel(iteration)}`;
    const { prompts, responses, judgements, pairs, setAside, makes } = iteration;
    return [
      ...byReason(where, 'Generated prompts that failed a filter', withoutKept(prompts.generation)),
      ...byReason(where, 'Set aside, because no server can take them', setAside),
      ...byReason(where, 'Responses', { 'read as another one of their prompt': responses?.duplicates ?? 0 }),
      ...byReason(where, 'Judgements', { 'never a score': judgements?.unparsed ?? 0 }),
      ...byReason(where, 'Prompts that gave no pair', pairs?.discarded ?? {}),
      ...byReason(where, TRAINING, rowsDropped(makes)),
    ];
  });
  return [...ofPreparation, ...ofIterations].filter(({ count }) => count > 0);
}

const TRAINING = 'Rows that the trainer left out';

function byReason(where: string, stage: string, counts: Readonly<Record<string, number>>): Dropped[] {
  return Object.entries(counts).map(([reason, count]) => ({ where, stage, reason, count }));
}

/** What was kept, passed when enough were there, or was not found failed no filter. */
export function withoutKept(generation: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(generation).filter(([name]) => !PASSED.has(name)));
}

const PASSED = new Set(['kept', 'surplus', 'missing']);
