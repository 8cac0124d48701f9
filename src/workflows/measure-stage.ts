import { metricMeter } from '@temporalio/workflow';
import { stageProgressMetric } from '../core/stage-progress-metric';
import type { RunStatus } from './status';

/** How far a stage is, 0 to 1, as a metric of the worker; says nothing while history is replayed. */
export function measureStage({ run, iteration, stage }: RunStatus, done: number): void {
  metricMeter
    .createGauge(stageProgressMetric.name, 'float', undefined, stageProgressMetric.help)
    .set(done, { run, iteration, stage });
}
