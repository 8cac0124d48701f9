import type { ModelToServe, Proof, ServerRequest } from './contract';

/** A name per version of the weights: a request that means another version then fails with 404 instead of being answered. */
export const versionedName = (model: ModelToServe): string =>
  `${model.name}-${model.digest.slice('sha256:'.length).slice(0, 8)}`;

/** With `reload` the name cannot change while the process lives, so the server's own name stands for all versions. */
export function servedModelName(serverName: string, request: ServerRequest): string {
  return request.strategy === 'reload' ? serverName : versionedName(request.model);
}

export function proofOf(serverName: string, request: ServerRequest): Proof {
  return request.strategy === 'reload'
    ? { kind: 'weight-version', value: request.model.digest }
    : { kind: 'name', value: servedModelName(serverName, request) };
}
