import { z } from 'zod';
import { groupBy } from '../../core/group-by';
import { combineVerdicts } from '../../core/judging/combine-verdicts';
import { verdictSchema } from '../../core/records';
import { headToHead } from '../../core/statistics/head-to-head';
import type { PanelJudge } from '../../core/statistics/panel-judge';
import { joinRows, readKeyedRows } from './keyed-rows';

/** A judge and the file of its verdicts. */
export type PanelFile = Pick<PanelJudge, 'name' | 'family' | 'role'> & { file: string };

/** A comparison in both orders, as srlm records them; further fields are ignored. */
const panelRowSchema = z.object({
  id: z.string().min(1),
  firstModel: z.string().default(''),
  forward: verdictSchema,
  backward: verdictSchema,
});
type PanelRow = z.infer<typeof panelRowSchema>;

/**
 * The verdicts of every judge on the same comparisons, in one order. Where these are of several first models, their win rates
 * are what a judge ranks them by. @throws DataError, also for a comparison that not all judges made.
 */
export async function readPanel(files: readonly PanelFile[]): Promise<PanelJudge[]> {
  const read = await Promise.all(files.map(({ file }) => readKeyedRows(file, panelRowSchema, ({ id }) => id)));
  const [first = []] = read;
  const verdicts = read.map((own) => {
    joinRows(own, first, 'verdict');
    return joinRows(first, own, 'verdict').map(({ other }) => other.row);
  });
  const models = [...new Set(first.map(({ row }) => row.firstModel))];
  const rates = verdicts.map((own) => ratesOf(own, models));
  // Judges are compared on the models that each of them said something of.
  const rated = models.flatMap((_, model) => (rates.every((own) => own[model] !== null) ? [model] : []));
  return files.map(({ name, family, role }, judge) => ({
    name,
    family,
    role,
    verdicts: verdicts[judge] ?? [],
    iterationRatings: rated.flatMap((model) => rates[judge]?.[model] ?? []),
  }));
}

function ratesOf(verdicts: readonly PanelRow[], models: readonly string[]): (number | null)[] {
  const byModel = groupBy(verdicts, ({ firstModel }) => firstModel);
  return models.map((model) => {
    const outcomes = (byModel.get(model) ?? []).map(({ forward, backward }) => combineVerdicts(forward, backward));
    return headToHead(outcomes).winRate;
  });
}
