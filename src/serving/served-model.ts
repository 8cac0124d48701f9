import type { InferenceServerRequest } from '../clients/inference-host-client';
import type { Endpoint } from '../recipes/sections';

/** How a replica proves which weights it holds. `assumed` is all that a foreign endpoint can offer, and is shown as such. */
export type Proof = { kind: 'weight-version'; value: string } | { kind: 'name'; value: string } | { kind: 'assumed' };

/** A model that can be called: what it is, where it is, and how that is proven. Small enough to travel through a history. */
export interface ServedModel {
  /** The digest of the model, or `external:<name>` for a model that srlm did not make. */
  digest: string;
  /** The name that requests carry. */
  servedName: string;
  replicas: { url: string; apiKeyEnv?: string }[];
  proof: Proof;
  /** How the inference host was asked for it; absent for servers that someone else manages. */
  managed?: { server: string; request: InferenceServerRequest };
  /** What serves it, as the server itself says, for example "vllm 0.11.0"; absent where it does not say. */
  engine?: string;
  /** Log-probabilities of the fixed text, recorded when the verified digest was first loaded; absent for foreign models. */
  fingerprint?: { logprobs: number[]; tolerance: number };
}

/** A model at an endpoint that someone else manages. */
export function externalModel(endpoint: Endpoint): ServedModel {
  return {
    digest: `external:${endpoint.model}`,
    servedName: endpoint.model,
    replicas: [{ url: endpoint.url, ...(endpoint.apiKeyEnv === undefined ? {} : { apiKeyEnv: endpoint.apiKeyEnv }) }],
    proof: { kind: 'assumed' },
  };
}
