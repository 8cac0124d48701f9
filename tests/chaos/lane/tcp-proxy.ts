import { createServer, connect, type Server, type Socket } from 'node:net';

/** The wire between two processes, which a scenario can cut and mend. */
export interface TcpProxy {
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export function createTcpProxy(from: number, to: number): TcpProxy {
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  function track(socket: Socket, other: Socket): void {
    sockets.add(socket);
    // A reset is how a cut wire looks; the other end is told by its own close.
    socket
      .on('error', () => socket.destroy())
      .on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
  }

  return {
    async mend() {
      const listening = createServer((inside) => {
        const outside = connect({ port: to, host: '127.0.0.1' });
        track(inside, outside);
        track(outside, inside);
        inside.pipe(outside).pipe(inside);
      });
      server = listening;
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject).listen({ port: from, host: '127.0.0.1' }, resolve);
      });
    },
    async cut() {
      const listening = server;
      server = undefined;
      for (const socket of sockets) socket.destroy();
      if (listening) await new Promise<void>((resolve) => void listening.close(() => resolve()));
    },
  };
}
