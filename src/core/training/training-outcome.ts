import { z } from 'zod';

/** How the training of a published model ended. */
export const trainingOutcomeSchema = z.enum(['completed', 'kl-limit']);
export type TrainingOutcome = z.infer<typeof trainingOutcomeSchema>;

/** For people. */
export const trainingOutcomes: Readonly<Record<TrainingOutcome, string>> = {
  completed: 'after all its steps',
  'kl-limit': 'early, as far from its reference as the KL limit allows',
};

/** What became of the rows that a model was to learn from. */
export const trainedRowsSchema = z.strictObject({
  outcome: trainingOutcomeSchema,
  rowsTrained: z.int().min(0),
  /** Rows that were not trained on, by reason. */
  rowsDropped: z.record(z.string(), z.int().min(0)),
});
export type TrainedRows = z.infer<typeof trainedRowsSchema>;

/** What a person should know of a training that was not all that was asked for; none where it was. */
export function trainingNotes(model: string, { outcome, rowsTrained, rowsDropped }: TrainedRows): string[] {
  const dropped = Object.entries(rowsDropped).filter(([, count]) => count > 0);
  const count = dropped.reduce((sum, [, rows]) => sum + rows, 0);
  return [
    ...(outcome === 'completed' ? [] : [`The training of ${model} ended ${trainingOutcomes[outcome]}`]),
    ...(count === 0
      ? []
      : [
          `${count} of ${rowsTrained + count} rows were left out of the training of ${model}: ` +
            dropped.map(([reason, rows]) => `${reason} ${rows}`).join(', '),
        ]),
  ];
}
