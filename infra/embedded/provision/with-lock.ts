import { createServer, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProvisionContext } from './context';

const RETRY_INTERVAL_MS = 500;

/**
 * Lets one process at a time work on `path`. The lock is a Linux abstract socket: the kernel gives it back
 * when its holder dies in any way, so there are no stale locks to judge.
 */
export async function withLock<T>(path: string, context: ProvisionContext, work: () => Promise<T>): Promise<T> {
  const name = `\0srlm-${createHash('sha256').update(path).digest('hex')}`;
  let holder = await tryToListen(name);
  if (!holder) context.report(`waiting until ${path} has been prepared elsewhere`);
  while (!holder) {
    await sleep(RETRY_INTERVAL_MS);
    holder = await tryToListen(name);
  }
  try {
    return await work();
  } finally {
    holder.close();
  }
}

function tryToListen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}
