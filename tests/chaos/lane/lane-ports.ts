import { isPortFree } from '../../../infra/embedded/processes/ports';

/** Chosen once for a lane: all its runs have the same addresses, so that even files that name them are equal. */
export interface LanePorts {
  temporal: number;
  temporalUi: number;
  /** Where the first worker reaches Temporal; the wire behind it can be cut. */
  temporalWire: number;
  trainer: number;
  inferenceHost: number;
  firstModel: number;
  replicas: [number, number];
}

/** Below the range from which the system gives ports to connections, which could take one between two starts. */
const FIRST_PORT = 20_000;
const PORTS = 9_000;
let next = FIRST_PORT + ((process.pid * 101) % PORTS);

async function nextPort(): Promise<number> {
  for (;;) {
    // Taken before the asynchronous look at it: another lane chooses at the same time.
    const port = (next += 1);
    if (await isPortFree(port)) return port;
  }
}

export async function chooseLanePorts(): Promise<LanePorts> {
  return {
    temporal: await nextPort(),
    temporalUi: await nextPort(),
    temporalWire: await nextPort(),
    trainer: await nextPort(),
    inferenceHost: await nextPort(),
    firstModel: await nextPort(),
    replicas: [await nextPort(), await nextPort()],
  };
}
