import type { z } from 'zod';
import { observed, type CallObserver } from './call-observer';
import { MalformedReplyError } from './errors';
import { parsePrometheus } from './metrics/parse-prometheus';
import { vllmMetricsOf, type VllmMetrics } from './metrics/vllm-metrics';
import type { ChatCompletion, Completion, ModelCard, Tokenization } from './replies';
import type {
  CallOptions,
  ChatRequest,
  CompletionRequest,
  DetokenizeRequest,
  GenerationOptions,
  TokenizeRequest,
} from './requests';
import { normaliseBaseUrl } from './transport/base-url';
import { createTransport, type Transport, type WireCall } from './transport/transport';
import { completionOf } from './wire/completion-of';
import { chatCompletionSchema, completionSchema, type WireCompletion } from './wire/completion-schema';
import { readReply } from './wire/read-reply';
import { chatBody, completionBody, detokenizeBody, tokenizeBody, type WireBody } from './wire/request-body';
import {
  detokenizationSchema,
  modelsSchema,
  resetPrefixCacheSchema,
  tokenizationSchema,
  versionSchema,
  weightInfoSchema,
} from './wire/server-replies';

/** How to reach a server. */
export interface VllmClientOptions {
  /** For example `http://127.0.0.1:8000`; a path in front of the routes is kept, a `/v1` at the end is dropped. */
  baseUrl: string;
  /** Sent as a bearer token. Left out, no authorization is sent. */
  apiKey?: string;
  /** The most sockets at once; further calls wait for one. `Infinity` sets no bound. @default 256 */
  connections?: number;
  /** The longest time for one whole call, in milliseconds, where the call sets none. @default 600_000 */
  defaultDeadlineMs?: number;
  /**
   * Called when the last socket has closed, for being idle or because the server ended. Until it is called, it is the
   * same process that answers.
   */
  onDisconnect?: () => void;
  /** Told of every generation. @default nobody */
  onCall?: CallObserver;
}

/**
 * A client for one vLLM server. Every method makes exactly one attempt and rejects with a subclass of `VllmError`,
 * or with the reason of the signal when the caller aborts; who calls owns the retries.
 */
export class VllmClient {
  /** The address of the server in its canonical form. */
  readonly baseUrl: string;
  readonly #transport: Transport;
  readonly #onCall: CallObserver;

  /** @throws TypeError for an address that is not http or https, and for an empty key. */
  constructor({
    baseUrl,
    apiKey,
    connections = 256,
    defaultDeadlineMs = 600_000,
    onDisconnect,
    onCall = () => ({}),
  }: VllmClientOptions) {
    if (apiKey === '') throw new TypeError('apiKey must not be empty; leave it out for a server without a key');
    this.baseUrl = normaliseBaseUrl(baseUrl);
    this.#onCall = onCall;
    this.#transport = createTransport({ baseUrl: this.baseUrl, apiKey, connections, defaultDeadlineMs, onDisconnect });
  }

  /** Continues a conversation: `POST /v1/chat/completions`. */
  async chat(request: ChatRequest, options?: CallOptions): Promise<ChatCompletion> {
    return this.#generate('/v1/chat/completions', request, chatBody(request), chatCompletionSchema, options);
  }

  /** Continues a text or token ids: `POST /v1/completions`. */
  async complete(request: CompletionRequest, options?: CallOptions): Promise<Completion> {
    return this.#generate('/v1/completions', request, completionBody(request), completionSchema, options);
  }

  /** The models and adapters that the server answers to: `GET /v1/models`. */
  models(options?: CallOptions): Promise<ModelCard[]> {
    return this.#get('/v1/models', modelsSchema, options);
  }

  /** The token ids of a text or of a conversation: `POST /tokenize`. */
  tokenize(request: TokenizeRequest, options?: CallOptions): Promise<Tokenization> {
    return this.#post('/tokenize', tokenizeBody(request), tokenizationSchema, options);
  }

  /** The text of token ids: `POST /detokenize`. */
  detokenize(request: DetokenizeRequest, options?: CallOptions): Promise<{ text: string }> {
    return this.#post('/detokenize', detokenizeBody(request), detokenizationSchema, options);
  }

  /**
   * Serves a LoRA adapter from a directory that the server can read. Give every version a new name and a new path, because
   * the prefix cache is keyed by both. Needs a server with `VLLM_ALLOW_RUNTIME_LORA_UPDATING=1` and `--enable-lora`.
   */
  async loadLora({ name, path }: { name: string; path: string }, options?: CallOptions): Promise<void> {
    await this.#order('/v1/load_lora_adapter', { lora_name: name, lora_path: path }, options);
  }

  /** Stops serving a LoRA adapter. @throws UnknownModelError when there is none of that name. */
  async unloadLora({ name }: { name: string }, options?: CallOptions): Promise<void> {
    await this.#order('/v1/unload_lora_adapter', { lora_name: name }, options);
  }

  /** Resolves when the engine is not known to be dead. It does not notice an engine that hangs: `GET /health`. */
  async health(options?: CallOptions): Promise<void> {
    await this.#transport.send({ method: 'GET', path: '/health' }, options ?? {});
  }

  /** The counters and gauges of the engine: `GET /metrics`. */
  async metrics(options?: CallOptions): Promise<VllmMetrics> {
    const page = await this.#transport.send({ method: 'GET', path: '/metrics' }, options ?? {});
    try {
      return vllmMetricsOf(parsePrometheus(page));
    } catch (cause) {
      throw new MalformedReplyError('GET /metrics gave a page that is not in the Prometheus format', {
        baseUrl: this.baseUrl,
        cause,
      });
    }
  }

  /** The version of vLLM: `GET /version`. */
  version(options?: CallOptions): Promise<string> {
    return this.#get('/version', versionSchema, options);
  }

  /**
   * Loads other weights of the same architecture in place, from a directory that the server can read. The caller stops its
   * calls before it, and resets the prefix cache and sets the weight version after it. Needs `VLLM_SERVER_DEV_MODE=1`.
   * After an `EngineError` the server must be restarted: half-loaded weights end its engine at the next generation, while
   * `health` still succeeds.
   */
  async reloadWeights(path: string, options?: CallOptions): Promise<void> {
    await this.#order('/collective_rpc', { method: 'reload_weights', kwargs: { weights_path: path } }, options);
  }

  /** Forgets the prefix cache; `success` is false while calls hold blocks of it. Needs `VLLM_SERVER_DEV_MODE=1`. */
  resetPrefixCache(options?: CallOptions): Promise<{ success: boolean }> {
    return this.#post('/reset_prefix_cache', {}, resetPrefixCacheSchema, options);
  }

  /** Names the weights that are loaded, for `weightInfo`. Needs `VLLM_SERVER_DEV_MODE=1`. */
  async updateWeightVersion(version: string, options?: CallOptions): Promise<void> {
    await this.#order('/update_weight_version', { new_version: version }, options);
  }

  /** The name that `updateWeightVersion` gave; before the first, vLLM says `default`. Needs `VLLM_SERVER_DEV_MODE=1`. */
  weightInfo(options?: CallOptions): Promise<{ weightVersion: string | null }> {
    return this.#get('/weight_info', weightInfoSchema, options);
  }

  /** Takes no further calls and resolves when those in flight are over. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  /** Cuts off the calls in flight, which reject with a `ClosedError`. */
  destroy(): Promise<void> {
    return this.#transport.destroy();
  }

  #generate(
    path: string,
    request: GenerationOptions,
    body: WireBody,
    schema: z.ZodType<WireCompletion>,
    options: CallOptions = {},
  ): Promise<Completion> {
    const observation = this.#onCall({ baseUrl: this.baseUrl, route: path, model: request.model });
    const call = { method: 'POST', path, body, headers: observation.headers } as const;
    return observed(observation, async () =>
      completionOf(await this.#ask(call, schema, options), request, this.baseUrl),
    );
  }

  #get<T>(path: string, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    return this.#ask({ method: 'GET', path }, schema, options);
  }

  #post<T>(path: string, body: WireBody, schema: z.ZodType<T>, options: CallOptions = {}): Promise<T> {
    return this.#ask({ method: 'POST', path, body }, schema, options);
  }

  /** A call whose 2xx says everything. */
  #order(path: string, body: WireBody, options: CallOptions = {}): Promise<string> {
    return this.#transport.send({ method: 'POST', path, body }, options);
  }

  async #ask<T>(call: WireCall, schema: z.ZodType<T>, options: CallOptions): Promise<T> {
    const text = await this.#transport.send(call, options);
    return readReply(text, schema, { baseUrl: this.baseUrl, route: `${call.method} ${call.path}` });
  }
}
