import { homedir } from 'node:os';
import { join } from 'node:path';

/** Tools, virtual environments and base models are shared by all clones of the project on a machine. */
export function cacheRoot(environment: NodeJS.ProcessEnv): string {
  if (environment.SRLM_CACHE) return environment.SRLM_CACHE;
  return join(environment.XDG_CACHE_HOME || join(environment.HOME ?? homedir(), '.cache'), 'srlm');
}
