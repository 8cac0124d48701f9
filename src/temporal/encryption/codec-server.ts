import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../../../infra/http/read-body';
import { answerCodec, type CodecReply, type CodecRules } from './codec-answer';

/** A page of history events; Temporal itself takes no message larger than 4 MiB. */
const MAXIMUM_BODY_BYTES = 16 * 1024 * 1024;
const LOOPBACK = ['127.0.0.1', 'localhost'];

export interface CodecServerOptions {
  codec: CodecRules['codec'];
  port: number;
  uiUrl: string;
  token: string | undefined;
}

export interface CodecServer {
  url: string;
  close(): Promise<void>;
}

/** Encrypts and decrypts for the Web UI on this machine: it has the keys, and the UI's server does not. */
export async function startCodecServer({ codec, port, uiUrl, token }: CodecServerOptions): Promise<CodecServer> {
  const rules = { codec, token, origins: originsOf(uiUrl), hosts: LOOPBACK.map((host) => `${host}:${port}`) };
  const http = createServer((request, response) => void reply(request, response, rules));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function reply(request: IncomingMessage, response: ServerResponse, rules: CodecRules): Promise<void> {
  const { origin, host, authorization } = request.headers;
  const { status, body } = await answerCodec(
    {
      method: request.method ?? 'GET',
      path: (request.url ?? '/').split('?')[0] ?? '/',
      origin,
      host,
      authorization,
      readBody: () => readBody(request, MAXIMUM_BODY_BYTES),
    },
    rules,
  ).catch(faultReply);
  const allowed = origin !== undefined && rules.origins.includes(origin) ? crossOriginHeaders(origin) : {};
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...allowed });
  response.end(body === undefined ? undefined : `${JSON.stringify(body)}\n`);
}

function faultReply(cause: unknown): CodecReply {
  const status = cause instanceof BodyTooLargeError ? 413 : 500;
  return { status, body: { error: { message: cause instanceof Error ? cause.message : String(cause) } } };
}

function crossOriginHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type, x-namespace',
    vary: 'origin',
  };
}

/** A page of this machine is opened under either name of it. */
function originsOf(uiUrl: string): string[] {
  const { origin, hostname } = new URL(uiUrl);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((host) => origin.replace(`//${hostname}`, `//${host}`));
}
