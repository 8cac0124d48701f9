import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../../http/read-body';
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
        // Not parsed as a URL: a client that sends "//" would end the host with the error of the parser.
        path: (request.url ?? '/').split('?')[0] ?? '/',
        authorization: request.headers.authorization,
        readBody: () => readBody(request, MAXIMUM_BODY_BYTES),
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
  const status = cause instanceof RefusedError ? cause.status : cause instanceof BodyTooLargeError ? 413 : 500;
  return { status, body: { error: { message: cause instanceof Error ? cause.message : String(cause) } } };
}
