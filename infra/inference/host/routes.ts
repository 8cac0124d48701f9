import type { z } from 'zod';
import { carriesToken } from '../../http/carries-token';
import { serverNameSchema, serverRequestSchema } from './contract';
import { RefusedError } from './errors';
import type { ModelServers } from './model-servers';

export interface HostRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  readBody(): Promise<string>;
}

export interface HostReply {
  status: number;
  body: unknown;
}

const SERVER_PATH = /^\/v1\/servers\/([^/]+)$/;

/** The whole API: a pure function of the request and the servers, apart from what the servers do. */
export async function answer(
  request: HostRequest,
  servers: ModelServers,
  token: string | undefined,
): Promise<HostReply> {
  if (request.path === '/healthz') return { status: 200, body: { status: 'ok' } };
  if (token !== undefined && !carriesToken(request.authorization, token)) {
    throw new RefusedError('The header Authorization must be "Bearer" and the token of this host', 401);
  }
  if (request.path === '/v1/servers' && request.method === 'GET')
    return { status: 200, body: { servers: servers.list() } };
  const name = SERVER_PATH.exec(request.path)?.[1];
  if (name === undefined) throw new RefusedError(`There is no route ${request.method} ${request.path}`, 404);
  switch (request.method) {
    case 'GET':
      return { status: 200, body: servers.get(name) };
    case 'PUT': {
      const body = parse(serverRequestSchema, parseJson(await request.readBody()), 'body');
      const status = await servers.serve(parse(serverNameSchema, name, 'name'), body);
      return { status: status.state === 'ready' ? 200 : 202, body: status };
    }
    case 'DELETE':
      return { status: 200, body: await servers.stop(name) };
    default:
      throw new RefusedError(`${request.method} is not possible for a server; use GET, PUT or DELETE`, 405);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError('The body must be one JSON object');
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, root: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RefusedError(
    parsed.error.issues.map((issue) => `${[root, ...issue.path].join('.')}: ${issue.message}`).join('; '),
  );
}
