import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  headers: IncomingMessage['headers'];
  body: unknown;
}

type Reply = { status: number; body: string };

/** A scoring program on this machine. A reply of null is never sent. */
export function scoringServer() {
  let server: Server;
  let replyTo: (number: number) => Reply | null = () => null;
  const asked: Asked[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      void (async () => {
        asked.push({ headers: request.headers, body: JSON.parse(await text(request)) });
        const reply = replyTo(asked.length);
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
    answers: (body: string, status = 200): void => void (replyTo = () => ({ status, body })),
    /** By the number of the request, from 1 on. */
    answersEach: (answer: (number: number) => Reply): void => void (replyTo = answer),
    isSilent: (): void => void (replyTo = () => null),
  };
}
