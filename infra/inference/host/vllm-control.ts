import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';

const CALL_TIMEOUT_MS = 10_000;
// Waiting for answers in flight and reading weights from disk both belong to a reload.
const RELOAD_TIMEOUT_MS = 600_000;
const CACHE_RESET_INTERVAL_MS = 100;

const weightInfoSchema = z.object({ weight_version: z.string() });
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const pausedSchema = z.object({ is_paused: z.boolean() });
const resetSchema = z.object({ success: z.boolean() });

/** What vLLM calls the weights it was started with. */
export const INITIAL_WEIGHT_VERSION = 'default';

export type Health = 'healthy' | 'engine-dead' | 'not-answering';

export async function readHealth(url: string): Promise<Health> {
  try {
    const { statusCode, body } = await request(`${url}/health`, {
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: CALL_TIMEOUT_MS,
    });
    await body.dump();
    return statusCode === 200 ? 'healthy' : 'engine-dead';
  } catch {
    return 'not-answering';
  }
}

export const readWeightVersion = async (url: string): Promise<string> =>
  weightInfoSchema.parse(await call(url, 'GET', '/weight_info')).weight_version;

export const readPaused = async (url: string): Promise<boolean> =>
  pausedSchema.parse(await call(url, 'GET', '/is_paused')).is_paused;

export const readModelNames = async (url: string): Promise<string[]> =>
  modelsSchema.parse(await call(url, 'GET', '/v1/models')).data.map((model) => model.id);

export const resume = (url: string): Promise<unknown> => call(url, 'POST', '/resume');

export const setWeightVersion = (url: string, version: string): Promise<unknown> =>
  call(url, 'POST', '/update_weight_version', { new_version: version });

export const loadAdapter = (url: string, name: string, folder: string): Promise<unknown> =>
  call(url, 'POST', '/v1/load_lora_adapter', { lora_name: name, lora_path: folder });

/**
 * Replaces the weights of a live server. The version is made invalid first: whoever dies half-way, no version that
 * was valid before can then be read from a server whose weights have changed.
 */
export async function reloadWeights(url: string, folder: string, version: string, signal: AbortSignal): Promise<void> {
  await call(url, 'POST', '/pause?mode=wait', {}, RELOAD_TIMEOUT_MS, signal);
  await setWeightVersion(url, `loading ${version}`);
  const reload = { method: 'reload_exactly', kwargs: { weights_path: folder } };
  await call(url, 'POST', '/collective_rpc', reload, RELOAD_TIMEOUT_MS, signal);
  // Cached blocks hold keys and values of the old weights. False means that some are still in use.
  while (!resetSchema.parse(await call(url, 'POST', '/reset_prefix_cache')).success)
    await sleep(CACHE_RESET_INTERVAL_MS, undefined, { signal });
  await setWeightVersion(url, version);
  await resume(url);
}

async function call(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  timeoutMs = CALL_TIMEOUT_MS,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await request(`${url}${path}`, {
    method,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    ...(signal ? { signal } : {}),
    ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) } : {}),
  });
  const text = await response.body.text();
  if (response.statusCode >= 300) {
    throw new Error(`vLLM answered ${response.statusCode} to ${method} ${path}: ${text.slice(0, 500)}`);
  }
  return text.startsWith('{') ? JSON.parse(text) : text;
}
