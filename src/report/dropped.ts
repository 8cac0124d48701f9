import { anchorOf } from './iteration-anchor';
import { modelLabel } from './numbers';
import type { ReportData } from './report-data';

export interface Dropped {
  /** For example "iteration 2" or "training of M₂". */
  where: string;
  stage: string;
  reason: string;
  count: number;
}

/** Everything that did not reach a training set, with its reason; reasons that dropped nothing are left out. */
export function droppedOf({ iterations, models }: Pick<ReportData, 'iterations' | 'models'>): Dropped[] {
  const ofIterations = iterations.flatMap((iteration) => {
    const where = `iteration ${anchorOf(iteration).replace('-', '.')}`;
    const { prompts, judgements, pairs, setAside } = iteration;
    return [
      ...byReason(where, 'generated prompts', withoutKept(prompts.generation)),
      ...byReason(where, 'set aside by the servers', setAside),
      ...byReason(where, 'judgements', { 'never a score': judgements?.unparsed ?? 0 }),
      ...byReason(where, 'prompts without a pair', pairs?.discarded ?? {}),
    ];
  });
  const ofTraining = models.flatMap(({ name, training }) =>
    byReason(`training of ${modelLabel(name)}`, 'training rows', training?.rowsDropped ?? {}),
  );
  return [...ofIterations, ...ofTraining].filter(({ count }) => count > 0);
}

function byReason(where: string, stage: string, counts: Readonly<Record<string, number>>): Dropped[] {
  return Object.entries(counts).map(([reason, count]) => ({ where, stage, reason, count }));
}

/** What was kept, or not found, was not dropped. */
export function withoutKept(generation: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(generation).filter(([name]) => name !== 'kept' && name !== 'missing'));
}
