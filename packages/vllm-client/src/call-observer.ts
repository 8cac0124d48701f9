import type { Usage } from './replies';

/** A generation that is about to be sent. */
export interface StartedCall {
  baseUrl: string;
  /** For example `/v1/chat/completions`. */
  route: string;
  model: string;
}

/** How a generation ended: with a reply that was read, or with what the call rejects with. */
export type EndedCall = { kind: 'answered'; usage: Usage | undefined } | { kind: 'failed'; error: unknown };

/** What an observer makes of one generation. */
export interface CallObservation {
  /** Sent with the request, for example `traceparent`. */
  headers?: Readonly<Record<string, string>>;
  /** Called once, before the call settles. */
  ended?: (end: EndedCall) => void;
}

/** Told of every chat and text completion where it is made, for traces and metrics. It must not throw. */
export type CallObserver = (call: StartedCall) => CallObservation;

/** Makes a call and tells the observer how it ended. */
export async function observed<T extends { usage?: Usage | undefined }>(
  observation: CallObservation,
  call: () => Promise<T>,
): Promise<T> {
  try {
    const reply = await call();
    observation.ended?.({ kind: 'answered', usage: reply.usage });
    return reply;
  } catch (error) {
    observation.ended?.({ kind: 'failed', error });
    throw error;
  }
}
