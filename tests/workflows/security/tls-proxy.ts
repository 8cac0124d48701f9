import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificates } from './certificates';

export interface TlsProxy {
  port: number;
  close(): Promise<void>;
}

export interface TlsProxyOptions {
  certificates: Certificates;
  target: { host: string; port: number };
  /** Whether a client must show a certificate of the authority. */
  clients: 'anyone' | 'certified';
  protocols: string[];
}

/** Speaks TLS in front of a server that does not, as an ingress does. */
export async function startTlsProxy({ certificates, target, clients, protocols }: TlsProxyOptions): Promise<TlsProxy> {
  const sockets = new Set<Socket>();
  const server = createServer(
    {
      cert: readFileSync(certificates.server.certificate),
      key: readFileSync(certificates.server.key),
      ca: readFileSync(certificates.authority),
      requestCert: clients === 'certified',
      rejectUnauthorized: clients === 'certified',
      ALPNProtocols: protocols,
    },
    (socket) => {
      const behind = connect(target.port, target.host);
      for (const each of [socket, behind]) {
        sockets.add(each);
        each.on('error', () => each.destroy()).on('close', () => sockets.delete(each));
      }
      socket.pipe(behind).pipe(socket);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return address.port;
}
