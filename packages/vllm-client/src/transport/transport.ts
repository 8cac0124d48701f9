import { Pool } from 'undici';
import { ClosedError } from '../errors';
import type { CallOptions } from '../requests';
import type { WireBody } from '../wire/request-body';
import { createCallCut } from './call-cut';
import { errorOfConnection } from './error-of-connection';
import { errorOfStatus } from './error-of-status';
import { serverMessage } from './server-message';

/** vLLM closes idle sockets after 5 s; closing them earlier here avoids sending into a socket that is being closed. */
const KEEP_ALIVE_TIMEOUT_MS = 4_000;

/** A request as it goes out. */
export interface WireCall {
  method: 'GET' | 'POST';
  path: string;
  body?: WireBody;
  headers?: Readonly<Record<string, string>> | undefined;
}

/** One attempt per call over kept-alive sockets. */
export interface Transport {
  /** The body of a 2xx reply. @throws a VllmError for anything else, the reason of the signal when it aborts. */
  send(call: WireCall, options: CallOptions): Promise<string>;
  /** Waits for the calls in flight. */
  close(): Promise<void>;
  /** Cuts off the calls in flight with a `ClosedError`. */
  destroy(): Promise<void>;
}

export function createTransport(options: {
  baseUrl: string;
  apiKey: string | undefined;
  connections: number;
  defaultDeadlineMs: number;
  onDisconnect: (() => void) | undefined;
}): Transport {
  const { baseUrl, apiKey, connections, defaultDeadlineMs, onDisconnect } = options;
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, {
    connections: Number.isFinite(connections) ? connections : null,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    // vLLM sends no header before a generation is done, so the deadline of the call is the only bound.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  if (onDisconnect) {
    pool.on('disconnect', () => {
      if (pool.stats.connected === 0) onDisconnect();
    });
  }

  function headersOf(call: WireCall, requestId: string | undefined): Record<string, string> {
    return {
      ...call.headers,
      accept: '*/*',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
    };
  }

  /** A proxy may repeat the request in its message, and errors end up in logs. */
  function withoutKey(text: string): string {
    return apiKey === undefined ? text : text.replaceAll(apiKey, '[API key]');
  }

  return {
    async send(call, { signal: callerSignal, deadlineMs = defaultDeadlineMs, requestId }) {
      const where = { baseUrl, route: `${call.method} ${call.path}` };
      const cut = createCallCut({ callerSignal, deadlineMs, ...where });
      try {
        const { statusCode, body } = await pool.request({
          method: call.method,
          path: prefix + call.path,
          headers: headersOf(call, requestId),
          body: call.body === undefined ? null : JSON.stringify(call.body),
          signal: cut.signal,
        });
        const text = await body.text();
        if (statusCode >= 200 && statusCode < 300) return text;
        throw errorOfStatus(statusCode, serverMessage(withoutKey(text)), where);
      } catch (error) {
        if (cut.signal.aborted) throw cut.signal.reason;
        throw errorOfConnection(error, where);
      } finally {
        cut.release();
      }
    },
    close: () => pool.close(),
    destroy: () => pool.destroy(new ClosedError('the client was destroyed', { baseUrl })),
  };
}
