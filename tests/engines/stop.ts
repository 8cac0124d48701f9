import { rm } from 'node:fs/promises';

export default async function stop(): Promise<void> {
  await globalThis.srlmTestStack?.stop();
  if (globalThis.srlmTestStack) await rm(globalThis.srlmTestStack.dataFolder, { recursive: true, force: true });
}
