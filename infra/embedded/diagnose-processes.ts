import type { Diagnosis } from './diagnosis';
import { isPortFree } from './processes/ports';
import { isAlive } from './processes/process-identity';
import type { StackConfiguration } from './stack-configuration';
import { identityOf, readUpRecord, type UpProcess } from './up-record';

/** Running: is each part alive? Not running: are the ports free, so that it could start? */
export async function diagnoseProcesses(configuration: StackConfiguration): Promise<Diagnosis[]> {
  const record = readUpRecord(configuration.dataFolder);
  if (!record)
    return Promise.all(portsOf(configuration).map(([name, port, variable]) => diagnosePort(name, port, variable)));
  const supervised = isAlive(record.supervisor);
  const supervisor: Diagnosis = supervised
    ? {
        name: 'supervisor',
        state: 'ok',
        detail: `process ${record.supervisor.pid} since ${record.startedAt}`,
        remedy: '',
      }
    : {
        name: 'supervisor',
        state: 'broken',
        detail: `process ${record.supervisor.pid} was killed`,
        remedy: '`srlm up` takes over what it left running',
      };
  return [supervisor, ...record.processes.map((each) => diagnoseProcess(each, supervised))];
}

function diagnoseProcess(each: UpProcess, supervised: boolean): Diagnosis {
  const name = `${each.name} process`;
  const identity = identityOf(each);
  if (identity && isAlive(identity))
    return { name, state: 'ok', detail: `process ${identity.pid}, log ${each.logFile}`, remedy: '' };
  const remedy = supervised ? `It is being started again; ${each.logFile} says why it ended` : '`srlm up` starts it';
  return { name, state: 'broken', detail: 'is not running', remedy };
}

async function diagnosePort(name: string, port: number, variable: string): Promise<Diagnosis> {
  if (await isPortFree(port)) return { name: `port ${port}`, state: 'ok', detail: `free for the ${name}`, remedy: '' };
  const remedy = `Stop the program that uses it, or set ${variable} to a free port`;
  return { name: `port ${port}`, state: 'broken', detail: `needed by the ${name} and used by another program`, remedy };
}

function portsOf({ ports }: StackConfiguration): [name: string, port: number, variable: string][] {
  return [
    ['Temporal server', ports.temporal, 'SRLM_TEMPORAL_PORT'],
    ['Temporal Web UI', ports.temporalUi, 'SRLM_TEMPORAL_UI_PORT'],
    ['inference host', ports.inferenceHost, 'SRLM_INFERENCE_HOST_PORT'],
    ['trainer', ports.trainer, 'SRLM_TRAINER_PORT'],
    ['first model server', ports.firstModel, 'SRLM_INFERENCE_FIRST_PORT'],
  ];
}
