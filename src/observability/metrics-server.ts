import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import { addressText } from './observability-settings';

export interface MetricsServer {
  /** Where it listens, for example `http://127.0.0.1:9464/metrics`. */
  url: string;
  close(): void;
}

/**
 * Answers `GET /metrics` in Prometheus' text format; does not keep its process alive.
 * @throws when the address cannot be listened on
 */
export async function serveMetrics(
  { host, port }: { host: string; port: number },
  registry: Pick<Registry, 'metrics' | 'contentType'>,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n');
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`),
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  const shownPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${addressText({ host, port: shownPort })}/metrics`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
