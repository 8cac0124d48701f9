import { DeadlineExceededError, OverloadedError, UnreachableError, type VllmClient } from 'vllm-client';

/** Whether a server is still there after a call to it failed. */
export async function isAlive(client: VllmClient): Promise<boolean> {
  try {
    await client.health({ deadlineMs: 5_000 });
    return true;
  } catch (error) {
    // A dead engine makes /health a 503; a server of another make may lack the route, and lives.
    const isDown =
      error instanceof UnreachableError || error instanceof OverloadedError || error instanceof DeadlineExceededError;
    return !isDown;
  }
}
