import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { freePort } from '../../../infra/embedded/processes/ports';
import { ensureTemporal } from '../../../infra/embedded/provision/ensure-temporal';
import { readEnvironment } from '../../../src/env';
import { startCodecServer } from '../../../src/temporal/encryption/codec-server';
import { createEncryptionCodec } from '../../../src/temporal/encryption/encryption-codec';
import { connectClient, withClient } from '../../../src/temporal/connect-client';
import { connectWorker } from '../../../src/temporal/connect-worker';
import { makeCertificates, type Certificates } from './certificates';
import { startTlsProxy, type TlsProxy } from './tls-proxy';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'srlm-tls-'));
let certificates: Certificates;
let temporal: TestWorkflowEnvironment;
let proxies: Record<'anyone' | 'certified', TlsProxy>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  certificates = makeCertificates(folder);
  const path = await ensureTemporal({ environment: process.env, report: () => undefined });
  temporal = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path } } });
  const [host = '127.0.0.1', port] = temporal.address.split(':');
  const target = { host, port: Number(port) };
  const proxy = (clients: 'anyone' | 'certified') =>
    startTlsProxy({ certificates, target, clients, protocols: ['h2'] });
  proxies = { anyone: await proxy('anyone'), certified: await proxy('certified') };
});
afterAll(async () => {
  await proxies.anyone.close();
  await proxies.certified.close();
  await temporal.teardown();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (clients: 'anyone' | 'certified', variables: Record<string, string> = {}) =>
  readEnvironment({
    SRLM_TEMPORAL_ADDRESS: `127.0.0.1:${proxies[clients].port}`,
    SRLM_TEMPORAL_CA_FILE: certificates.authority,
    ...variables,
  }).temporal;
const withCertificate = () => ({
  SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE: certificates.client.certificate,
  SRLM_TEMPORAL_CLIENT_KEY_FILE: certificates.client.key,
});
const oneAttempt = { attempts: 1, delayMs: 1 };

/** The namespaces as a client sees them; a worker connects as well. */
async function namespacesWith(chosen: ReturnType<typeof settings>) {
  const connection = await connectWorker(chosen, () => undefined, oneAttempt);
  await connection.close();
  const reply = await withClient(chosen, (client) => client.workflowService.listNamespaces({}));
  return reply.namespaces.map(({ namespaceInfo }) => namespaceInfo?.name);
}

describe('a Temporal server behind TLS', () => {
  it('is reached by clients and workers that have its authority', async () => {
    expect(await namespacesWith(settings('anyone'))).toContain('default');
  });

  it('is reached with a client certificate where it asks for one, and under the name in its certificate', async () => {
    const chosen = settings('certified', { ...withCertificate(), SRLM_TEMPORAL_SERVER_NAME: 'temporal.test' });
    expect(await namespacesWith(chosen)).toContain('default');
  });

  it.each([
    ['without TLS', 'anyone', { SRLM_TEMPORAL_CA_FILE: '' }],
    ['with the authorities of the system alone', 'anyone', { SRLM_TEMPORAL_CA_FILE: '', SRLM_TEMPORAL_TLS: 'true' }],
    ['under another name', 'anyone', { SRLM_TEMPORAL_SERVER_NAME: 'other.test' }],
    ['without a client certificate', 'certified', {}],
  ] as const)('is not reached %s', async (_how, clients, variables) => {
    const chosen = settings(clients, variables);
    await expect(connectClient(chosen)).rejects.toThrow(`No Temporal server answers at ${chosen.address}`);
    await expect(connectWorker(chosen, () => undefined, oneAttempt)).rejects.toThrow('No Temporal server answers');
  });

  it('says which file cannot be read', async () => {
    const chosen = settings('anyone', { SRLM_TEMPORAL_CA_FILE: join(folder, 'none.pem') });
    await expect(connectClient(chosen)).rejects.toThrow(/SRLM_TEMPORAL_CA_FILE: .*none\.pem cannot be read/);
  });
});

it('an API key goes to the server, and into no error', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer();
  server.on('stream', (stream, headers) => {
    seen.push(headers.authorization);
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16', 'grpc-message': 'no' },
      { endStream: true },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const target = { host: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
  const proxy = await startTlsProxy({ certificates, target, clients: 'anyone', protocols: ['h2'] });
  const chosen = readEnvironment({
    SRLM_TEMPORAL_ADDRESS: `127.0.0.1:${proxy.port}`,
    SRLM_TEMPORAL_CA_FILE: certificates.authority,
    SRLM_TEMPORAL_API_KEY: 'hush-hush',
  }).temporal;
  for (const connecting of [connectClient(chosen), connectWorker(chosen, () => undefined, oneAttempt)]) {
    const error: unknown = await connecting.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof Error && `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(
      'hush',
    );
  }
  expect(new Set(seen)).toEqual(new Set(['Bearer hush-hush']));
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Trust in an authority is set when Node starts, so that this needs processes of its own. */
it('undici, and so every client of ours, trusts an authority of NODE_EXTRA_CA_CERTS over https', async () => {
  const codec = createEncryptionCodec(undefined);
  const behind = await startCodecServer({ codec, port: await freePort(), uiUrl: 'http://127.0.0.1', token: undefined });
  const target = { host: '127.0.0.1', port: Number(new URL(behind.url).port) };
  const proxy = await startTlsProxy({ certificates, target, clients: 'anyone', protocols: ['http/1.1'] });
  const script = join(folder, 'ask.cjs');
  writeFileSync(
    script,
    `require(${JSON.stringify(require.resolve('undici'))}).request(process.argv[2]).then((reply) => console.log(reply.statusCode), (error) => console.log(error.code))`,
  );
  const ask = async (environment: NodeJS.ProcessEnv) =>
    (
      await promisify(execFile)(process.execPath, [script, `https://127.0.0.1:${proxy.port}/healthz`], {
        env: environment,
      })
    ).stdout.trim();
  // 403, because the endpoint sees the name of the proxy: the request came through.
  expect(await ask({ NODE_EXTRA_CA_CERTS: certificates.authority })).toBe('403');
  expect(await ask({})).toBe('SELF_SIGNED_CERT_IN_CHAIN');
  await proxy.close();
  await behind.close();
});
