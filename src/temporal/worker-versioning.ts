import type { WorkerOptions } from '@temporalio/worker';
import type { Environment } from '../env';

/**
 * Which version of a worker deployment a worker is; unversioned where the environment names none. A run takes days to
 * weeks, longer than anyone keeps an old build running for it, so workflows move to the current version between two
 * workflow tasks (AUTO_UPGRADE). What a release changes in the order of their commands is guarded by `patched()`, and
 * the replay test fails where that was forgotten.
 */
export function workerVersioning({
  deployment,
  buildId,
}: Environment['versioning']): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (deployment === undefined && buildId === undefined) return {};
  if (deployment === undefined || buildId === undefined) {
    throw new Error('SRLM_DEPLOYMENT and SRLM_BUILD_ID go together: set both, or neither for unversioned workers');
  }
  return {
    workerDeploymentOptions: {
      version: { deploymentName: deployment, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}
