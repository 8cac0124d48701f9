import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** What the server does with a request. */
export type Behaviour =
  | { kind: 'json'; body: unknown; status?: number }
  | { kind: 'text'; body: string; status?: number }
  /** Closes the socket without a reply. */
  | { kind: 'reset' }
  /** Sends the headers and a part of the body, then closes the socket. */
  | { kind: 'half-reply' }
  | { kind: 'never-replies' }
  /** Sends the headers and a part of the body, then nothing. */
  | { kind: 'stalls' }
  /** Replies after `until`. */
  | { kind: 'slow'; until: Promise<unknown>; body: unknown };

/** A request as the server saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Settles when the connection of the request is closed by the client before a reply. */
  disconnected: Promise<void>;
}

/** A loopback server that misbehaves on demand. */
export interface FaultServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Sets what happens to requests from now on. */
  behave(behaviour: Behaviour | ((request: SeenRequest) => Behaviour)): void;
  /** Resolves with the request number `count` (from 1), at once when it was made already. */
  request(count: number): Promise<SeenRequest>;
  /** Closes every socket, as the end of a process does, and goes on listening. */
  dropSockets(): void;
  close(): Promise<void>;
}

export async function startFaultServer(first: Behaviour = { kind: 'json', body: {} }): Promise<FaultServer> {
  let choose: (request: SeenRequest) => Behaviour = () => first;
  const requests: SeenRequest[] = [];
  const watchers: (() => void)[] = [];

  const server = createServer((request, response) => {
    void (async () => {
      const seen = await see(request, response);
      requests.push(seen);
      const behaviour = choose(seen);
      for (const watch of watchers.splice(0)) watch();
      await act(behaviour, response);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    behave(behaviour) {
      choose = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    async request(count) {
      for (;;) {
        const seen = requests[count - 1];
        if (seen) return seen;
        await new Promise<void>((resolve) => watchers.push(resolve));
      }
    },
    dropSockets: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function see(request: IncomingMessage, response: ServerResponse): Promise<SeenRequest> {
  const disconnected = new Promise<void>((resolve) => {
    response.once('close', () => {
      if (!response.writableFinished) resolve();
    });
  });
  const body = await text(request);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: body === '' ? undefined : JSON.parse(body),
    disconnected,
  };
}

async function act(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'json':
      response.writeHead(behaviour.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(behaviour.body));
      return;
    case 'text':
      response.writeHead(behaviour.status ?? 200, { 'content-type': 'text/plain' });
      response.end(behaviour.body);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'half-reply':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
      response.write('{"id": "half', () => response.socket?.destroy());
      return;
    case 'never-replies':
      return;
    case 'stalls':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id": "half');
      return;
    case 'slow':
      await behaviour.until;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(behaviour.body));
      return;
  }
}
