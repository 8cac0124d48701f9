import { VllmClient } from 'vllm-client';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { fingerprintDistance } from '../../../src/serving/fingerprint';
import type { ServedModel } from '../../../src/serving/served-model';
import { verifyReplica, WrongModelServedError } from '../../../src/serving/verify-replica';

const digest = `sha256:${'a'.repeat(64)}`;
let server: FaultServer;
let client: VllmClient;

beforeEach(async () => {
  server = await startFaultServer();
  client = new VllmClient({ baseUrl: server.url });
});
afterEach(async () => {
  await client.close();
  await server.close();
});

const served = (proof: ServedModel['proof']): ServedModel => ({
  digest,
  servedName: 'm',
  replicas: [{ url: server.url }],
  proof,
});

describe('verifyReplica', () => {
  it('accepts a replica that has the weight version', async () => {
    server.behave({ kind: 'json', body: { weight_version: digest } });
    await expect(verifyReplica(client, served({ kind: 'weight-version', value: digest }))).resolves.toBeUndefined();
  });

  it('ends with its caller, also while a replica gives no answer', async () => {
    server.behave({ kind: 'never-replies' });
    const caller = new AbortController();
    const verified = verifyReplica(client, served({ kind: 'weight-version', value: digest }), caller.signal);
    await server.request(1);
    caller.abort(new Error('given up'));
    await expect(verified).rejects.toThrow('given up');
  });

  it('refuses another weight version with both values', async () => {
    server.behave({ kind: 'json', body: { weight_version: 'sha256:old' } });
    const verified = verifyReplica(client, served({ kind: 'weight-version', value: digest }));
    await expect(verified).rejects.toThrow(WrongModelServedError);
    await expect(verified).rejects.toThrow(`expected weight version ${digest}, found sha256:old`);
  });

  it('refuses a server that does not know the name', async () => {
    server.behave({ kind: 'json', body: { object: 'list', data: [{ id: 'run-M1', object: 'model' }] } });
    await expect(verifyReplica(client, served({ kind: 'name', value: 'run-M2' }))).rejects.toThrow(
      'expected the name run-M2, found run-M1',
    );
  });
});

describe('fingerprintDistance', () => {
  it('is the largest difference of a token', () => {
    expect(fingerprintDistance([-1, -2, -3], [-1, -2.5, -3.1])).toBeCloseTo(0.5);
  });

  it('is infinite for fingerprints of different lengths, and never counts a missing value as equal', () => {
    expect(fingerprintDistance([-1], [-1, -2])).toBe(Infinity);
    expect(fingerprintDistance([Number.NaN], [-1]) <= 0.001).toBe(false);
  });
});
