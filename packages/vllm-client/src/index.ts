export type { CallObservation, CallObserver, EndedCall, StartedCall } from './call-observer';
export { VllmClient } from './vllm-client';
export type { VllmClientOptions } from './vllm-client';
export type {
  CallOptions,
  ChatMessage,
  ChatRequest,
  CompletionRequest,
  DetokenizeRequest,
  GenerationOptions,
  StructuredOutputs,
  TokenizeRequest,
} from './requests';
export type {
  AlternativeToken,
  ChatCompletion,
  Choice,
  Completion,
  FinishReason,
  ModelCard,
  PromptTokenLogprob,
  RankedToken,
  TokenLogprob,
  Tokenization,
  Usage,
} from './replies';
export type { MetricSample } from './metrics/parse-prometheus';
export type { VllmMetrics } from './metrics/vllm-metrics';
export { ReplicaPool } from './pool/replica-pool';
export type { BreakerOptions } from './pool/breaker';
export type { StallOptions } from './pool/stall-watch';
export type { Canary, Replica, ReplicaPoolOptions, ReplicaStatus, RunOptions } from './pool/replica-pool-options';
export {
  AbortedGenerationError,
  ClosedError,
  DeadlineExceededError,
  EngineError,
  InvalidRequestError,
  MalformedReplyError,
  OverloadedError,
  PoolClosedError,
  PromptTooLongError,
  StalledError,
  UnauthorizedError,
  UnknownModelError,
  UnknownRouteError,
  UnreachableError,
  VllmError,
} from './errors';
export type { VllmErrorDetails } from './errors';
