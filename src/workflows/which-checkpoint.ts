import type { TrainedModel } from '../activities/training';

type ValidationMetrics = NonNullable<TrainedModel['metrics']['validation']>;

/** Which of its checkpoints a model is, in words that follow its name. */
export function whichCheckpoint({ points, bestStep, rows }: ValidationMetrics): string {
  const best = points.find(({ step }) => step === bestStep);
  if (!best) return 'is the last checkpoint: no pair that was kept back could be measured with';
  return (
    `is the checkpoint of epoch ${best.epoch.toFixed(2)} (step ${best.step}), the best of ${points.length} ` +
    `on ${rows} pairs that were kept back: loss ${best.loss.toFixed(4)}`
  );
}
