import type { InferenceHostClient } from '../clients/inference-host-client';
import type { ServedModel } from './served-model';

/**
 * Asks the inference host again for a model whose calls find no live replica, when the host has no server for it any
 * more: it was stopped together with the host, or given up after too many crashes. A server that holds another model is
 * left alone, because a later stage may have asked for that one.
 */
export async function bringBack(
  host: Pick<InferenceHostClient, 'get' | 'put'>,
  { managed }: ServedModel,
  signal: AbortSignal,
): Promise<void> {
  if (!managed) return;
  const status = await host.get(managed.server, signal);
  if (!status || status.state === 'stopped' || status.state === 'failed')
    await host.put(managed.server, managed.request, signal);
}
