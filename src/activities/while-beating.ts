import { heartbeat } from '@temporalio/activity';

const HEARTBEAT_MS = 2000;

/** Heartbeats on a timer while work goes on, so that a slow step is never taken for a dead worker. The UI shows `details()`. */
export async function whileBeating<T>(details: () => object, work: () => Promise<T>): Promise<T> {
  heartbeat(details());
  const timer = setInterval(() => heartbeat(details()), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
