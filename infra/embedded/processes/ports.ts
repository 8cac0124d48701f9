import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Below those that systems give to outgoing connections, which could take a port before its server does. */
const FIRST_PORT = 10_000;
const END_OF_PORTS = 20_000;
const TRIES = 100;

/** A port that is free now; for tests and for several stacks beside each other. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, END_OF_PORTS);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`none of ${TRIES} ports between ${FIRST_PORT} and ${END_OF_PORTS} was free`);
}
