import { existsSync } from 'node:fs';
import { diagnoseProcesses } from './diagnose-processes';
import { diagnoseTools } from './diagnose-tools';
import { cacheRoot } from './cache-root';
import { PROVISION_REMEDY, type Diagnosis } from './diagnosis';
import { BASE_MODEL, modelPath } from './provision/ensure-models';
import { venvPath, type VenvSpecification } from './provision/ensure-venv';
import { freeBytes } from './provision/require-free-space';
import { inferenceVenv, trainerVenv } from './provision/venv-specifications';
import type { StackConfiguration } from './stack-configuration';

const GIBIBYTE = 1024 ** 3;
const COMFORTABLE_BYTES = 10 * GIBIBYTE;

/** Everything the embedded default needs, in the order in which it is needed; it changes nothing. */
export async function diagnose(configuration: StackConfiguration): Promise<Diagnosis[]> {
  const { environment } = configuration;
  return [
    ...(await diagnoseTools(environment)),
    diagnoseVenv(inferenceVenv(), environment),
    diagnoseVenv(trainerVenv(), environment),
    present('base model', modelPath(BASE_MODEL, environment)),
    await diagnoseDisk(environment),
    ...(await diagnoseProcesses(configuration)),
  ];
}

function diagnoseVenv(specification: VenvSpecification, environment: NodeJS.ProcessEnv): Diagnosis {
  return present(`${specification.name} environment`, venvPath(specification, environment));
}

function present(name: string, path: string): Diagnosis {
  if (existsSync(path)) return { name, state: 'ok', detail: path, remedy: '' };
  return { name, state: 'missing', detail: `${path} does not exist`, remedy: PROVISION_REMEDY };
}

async function diagnoseDisk(environment: NodeJS.ProcessEnv): Promise<Diagnosis> {
  const folder = cacheRoot(environment);
  const nearest = existsSync(folder) ? folder : '/';
  const free = await freeBytes(nearest);
  const detail = `${(free / GIBIBYTE).toFixed(0)} GiB free for ${folder}`;
  if (free >= COMFORTABLE_BYTES) return { name: 'disk space', state: 'ok', detail, remedy: '' };
  const remedy = `Free some space up to ${COMFORTABLE_BYTES / GIBIBYTE} GiB, or set SRLM_CACHE to a larger disk`;
  return { name: 'disk space', state: 'broken', detail, remedy };
}
