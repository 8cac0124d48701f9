import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { HostConfiguration } from './configuration';
import { RefusedError } from './errors';
import { createModelServers } from './model-servers';
import { answer } from './routes';

const MAXIMUM_BODY_BYTES = 65_536;

export interface RunningHost {
  url: string;
  /** Stops every model server, then the host. */
  close(): Promise<void>;
}

export async function startHost(configuration: HostConfiguration): Promise<RunningHost> {
  const servers = await createModelServers(configuration);
  const http = createServer((request, response) => void reply(request, response));

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answer(
      {
        method: request.method ?? 'GET',
        path: new URL(request.url ?? '/', 'http://host').pathname,
        authorization: request.headers.authorization,
        readBody: () => readBody(request),
      },
      servers,
      configuration.token,
    ).catch(errorReply);
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', (cause) =>
      reject(new Error(`The inference host cannot listen on port ${configuration.port}: ${cause.message}`, { cause })),
    );
    http.listen(configuration.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${configuration.port}`,
    async close() {
      await servers.stopAll();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function errorReply(cause: unknown): { status: number; body: unknown } {
  const status = cause instanceof RefusedError ? cause.status : 500;
  return { status, body: { error: { message: cause instanceof Error ? cause.message : String(cause) } } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    const bytes = chunk;
    size += bytes.length;
    if (size > MAXIMUM_BODY_BYTES)
      throw new RefusedError(`The body must not be larger than ${MAXIMUM_BODY_BYTES} bytes`, 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
