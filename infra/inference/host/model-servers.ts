import { isPortFree } from '../../embedded/processes/ports';
import type { HostConfiguration } from './configuration';
import type { ServerRequest, ServerStatus } from './contract';
import { RefusedError } from './errors';
import { resolveModelFolder } from './model-folder';
import { createModelServer, type ModelServer } from './model-server';
import { recoverServerProcess } from './server-process';
import { loadServerRecords } from './server-record';

export interface ModelServers {
  list(): ServerStatus[];
  get(name: string): ServerStatus;
  serve(name: string, request: ServerRequest): Promise<ServerStatus>;
  stop(name: string): Promise<ServerStatus>;
  stopAll(): Promise<void>;
}

const PORTS_TO_TRY = 100;

/** All model servers of the host. Those that a killed host left running are taken over before anything else happens. */
export async function createModelServers(configuration: HostConfiguration): Promise<ModelServers> {
  const servers = new Map<string, ModelServer>();
  const usedPorts = new Set<number>();
  for (const record of loadServerRecords(configuration.stateFolder)) {
    await recoverServerProcess(record, configuration);
    usedPorts.add(record.port);
    servers.set(record.name, createModelServer(record, configuration));
  }

  function find(name: string): ModelServer {
    const server = servers.get(name);
    if (!server) throw new RefusedError(`There is no model server ${name}; PUT /v1/servers/${name} makes one`, 404);
    return server;
  }

  async function choosePort(): Promise<number> {
    for (let port = configuration.firstModelPort; port < configuration.firstModelPort + PORTS_TO_TRY; port += 1) {
      if (usedPorts.has(port)) continue;
      // Taken before the asynchronous look at it, so that two requests cannot choose the same one.
      usedPorts.add(port);
      if (await isPortFree(port)) return port;
      usedPorts.delete(port);
    }
    throw new RefusedError(
      `No free port from ${configuration.firstModelPort} on; set SRLM_INFERENCE_FIRST_PORT to another range`,
    );
  }

  return {
    list: () => [...servers.values()].map((server) => server.status()),
    get: (name) => find(name).status(),
    async serve(name, request) {
      // Checked here as well as at each start, so that a wrong path is refused in the reply to the request.
      await resolveModelFolder(configuration.storeFolder, request.model.path, 'model.path');
      if (request.strategy === 'lora')
        await resolveModelFolder(configuration.storeFolder, request.base.path, 'base.path');
      const known = servers.get(name);
      if (known) return known.serve(request);
      const port = await choosePort();
      // Another request for the same name may have been quicker.
      const server =
        servers.get(name) ?? createModelServer({ name, port, desired: null, process: null }, configuration);
      servers.set(name, server);
      return server.serve(request);
    },
    stop: (name) => find(name).stop(),
    async stopAll() {
      await Promise.all([...servers.values()].map((server) => server.stop()));
    },
  };
}
