import { PROVISION_REMEDY, type Diagnosis } from './diagnosis';
import { findBrowser } from './provision/ensure-browser';
import { findTemporal } from './provision/ensure-temporal';
import { findUv } from './provision/ensure-uv';
import { findExecutable } from './provision/find-executable';
import { findPython } from './provision/find-python';

const OLDEST_NODE = [20, 18, 1] as const;

export async function diagnoseTools(environment: NodeJS.ProcessEnv): Promise<Diagnosis[]> {
  const temporal = findTemporal(environment);
  return [
    diagnoseNode(),
    await diagnosePython(environment),
    found('uv', findUv(environment), PROVISION_REMEDY),
    found('temporal', temporal, PROVISION_REMEDY),
    // Go only builds the server, so with a server there is nothing to say about it.
    ...(temporal
      ? []
      : [found('go', findExecutable('go', environment), "Install Go 1.25 or newer, or Temporal's CLI")]),
    found('browser', findBrowser(environment), 'Install chromium; only the tests of the web pages need it'),
  ];
}

function diagnoseNode(): Diagnosis {
  const parts = process.versions.node.split('.').map(Number);
  const difference = OLDEST_NODE.map((oldest, index) => (parts[index] ?? 0) - oldest).find((each) => each !== 0) ?? 0;
  const detail = `Node.js ${process.versions.node}`;
  if (difference >= 0) return { name: 'node', state: 'ok', detail, remedy: '' };
  return { name: 'node', state: 'broken', detail, remedy: `Install Node.js ${OLDEST_NODE.join('.')} or newer` };
}

async function diagnosePython(environment: NodeJS.ProcessEnv): Promise<Diagnosis> {
  try {
    return { name: 'python', state: 'ok', detail: await findPython(environment), remedy: '' };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { name: 'python', state: 'missing', detail, remedy: 'Install Python 3.11, 3.12 or 3.13' };
  }
}

function found(name: string, path: string | undefined, remedy: string): Diagnosis {
  return path === undefined
    ? { name, state: 'missing', detail: `${name} was not found`, remedy }
    : { name, state: 'ok', detail: path, remedy: '' };
}
