import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** A scoring program on this machine. A reply of null is never sent. */
export function scoringServer() {
  let server: Server;
  let reply: { status: number; body: string } | null = null;
  const asked: Asked[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      void (async () => {
        asked.push({ headers: request.headers, body: JSON.parse(await text(request)) });
        if (reply) response.writeHead(reply.status).end(reply.body);
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return {
    asked,
    url: (): string => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new Error('the server listens while tests run');
      return `http://127.0.0.1:${address.port}/score`;
    },
    answers: (body: string, status = 200): void => void (reply = { status, body }),
    isSilent: (): void => void (reply = null),
  };
}
