import type { ProvisionContext } from './context';
import { ensureBaseModel } from './ensure-models';
import { ensureTemporal } from './ensure-temporal';
import { ensureVenv } from './ensure-venv';
import { inferenceVenv, trainerVenv } from './venv-specifications';

export interface Provisioned {
  temporal: string;
  inferenceVenv: string;
  trainerVenv: string;
  baseModel: string;
}

/**
 * Everything the embedded default stands on, side by side: the Go build is bound by the processor, the rest by the network.
 * A failure is reported only when all have ended, so that a second run starts with whatever worked.
 */
export async function provisionAll(context: ProvisionContext): Promise<Provisioned> {
  const [temporal, inference, trainer, baseModel] = await Promise.allSettled([
    ensureTemporal(context),
    ensureVenv(inferenceVenv(), context),
    ensureVenv(trainerVenv(), context),
    ensureBaseModel(context),
  ]);
  return {
    temporal: valueOf(temporal),
    inferenceVenv: valueOf(inference),
    trainerVenv: valueOf(trainer),
    baseModel: valueOf(baseModel),
  };
}

function valueOf(outcome: PromiseSettledResult<string>): string {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
