import { metricMeter } from '@temporalio/workflow';
import type { RunStatus } from './status';

/** How far a stage is, 0 to 1, as a metric of the worker; says nothing while history is replayed. */
export function measureStage({ run, iteration, stage }: RunStatus, done: number): void {
  metricMeter
    .createGauge('srlm_stage_progress_ratio', 'float', undefined, 'How far a stage of an iteration is, 0 to 1.')
    .set(done, { run, iteration, stage });
}
