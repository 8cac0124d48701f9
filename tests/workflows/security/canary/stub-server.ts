import { createServer, type IncomingMessage } from 'node:http';

export interface StubReply {
  status: number;
  body: unknown;
}

export interface StubServer {
  url: string;
  /** How many requests did not carry the token. */
  refusals(): number;
  close(): Promise<void>;
}

/**
 * An engine as far as a run needs one. Like a careless proxy it repeats the header in its refusal, which is where a
 * secret could get into an error.
 */
export async function startStubServer(
  token: string,
  answer: (method: string, path: string, body: string) => Promise<StubReply> | StubReply,
): Promise<StubServer> {
  let refused = 0;
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    const { method = 'GET', url = '/' } = request;
    if (authorization !== `Bearer ${token}`) refused += 1;
    void textOf(request)
      .then((body) =>
        authorization === `Bearer ${token}`
          ? answer(method, url.split('?')[0] ?? url, body)
          : { status: 401, body: { error: { kind: 'unauthorized', message: `refused: ${authorization}` } } },
      )
      .catch((error: unknown) => ({ status: 500, body: { error: { kind: 'stub', message: String(error) } } }))
      .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub does not listen');
  return {
    url: `http://127.0.0.1:${address.port}`,
    refusals: () => refused,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}
