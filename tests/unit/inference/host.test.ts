import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readProcessStat } from '../../../infra/embedded/processes/process-identity';
import {
  createInferenceHostClient,
  InferenceHostRefusedError,
  InferenceHostUnreachableError,
} from '../../../src/clients/inference-host-client';
import {
  digestOf,
  isReady,
  modelRequest,
  readServer,
  startHostFixture,
  untilState,
  writeModelFolder,
  type HostFixture,
} from './host-fixture';

jest.setTimeout(60_000);

const isRunning = (pid: number): boolean => {
  const stat = readProcessStat(pid);
  return stat?.runs ?? false;
};
const loadedSchema = z.object({ weights: z.string(), enginePid: z.number() });
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const loaded = async (url: string): Promise<z.infer<typeof loadedSchema>> =>
  loadedSchema.parse(await readServer(url, '/loaded'));

describe('a server with strategy reload', () => {
  let fixture: HostFixture;
  beforeAll(async () => {
    fixture = await startHostFixture();
    for (const name of ['M1', 'M2']) writeModelFolder(fixture.store, name);
    writeModelFolder(fixture.store, 'wider', { hiddenSize: 8 });
  });
  afterAll(() => fixture.close());

  it('becomes ready under its own name, with the digest as weight version', async () => {
    const first = await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('M1', 'a') });
    expect(first.state).toBe('starting');
    const ready = await untilState(fixture.client, 'policy', isReady);
    expect(ready).toMatchObject({
      servedModelName: 'policy',
      proof: { kind: 'weight-version', value: digestOf('a') },
      error: null,
    });
    expect(await readServer(ready.url, '/weight_info')).toEqual({ weight_version: digestOf('a') });
  });

  it('answers ready at once when the same model is asked for again', async () => {
    const again = await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('M1', 'a') });
    expect(again.state).toBe('ready');
  });

  it('changes the weights inside the same process', async () => {
    const before = await fixture.client.get('policy');
    const changing = await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('M2', 'b') });
    expect(changing).toMatchObject({ state: 'reloading', model: { name: 'M2' } });
    const after = await untilState(fixture.client, 'policy', isReady);
    expect(after.pid).toBe(before?.pid);
    expect((await loaded(after.url)).weights).toMatch(/models\/M2$/);
    expect(await readServer(after.url, '/is_paused')).toEqual({ is_paused: false });
  });

  it('starts a new process when the architecture differs', async () => {
    const before = await fixture.client.get('policy');
    await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('wider', 'c') });
    const after = await untilState(fixture.client, 'policy', isReady);
    expect(after.pid).not.toBe(before?.pid);
    expect(isRunning(before?.pid ?? 0)).toBe(false);
  });

  it('refuses a truncated model and goes back to a good one', async () => {
    writeModelFolder(fixture.store, 'cut');
    writeFileSync(join(fixture.store, 'models/cut/model.safetensors'), Buffer.alloc(20, 1));
    await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('cut', 'd') });
    const failed = await untilState(fixture.client, 'policy', (status) => status.state === 'failed');
    expect(failed.error).toMatch(/cut\/model\.safetensors is not a complete safetensors file/);
    await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('wider', 'c') });
    await untilState(fixture.client, 'policy', isReady);
  });

  it('leaves no process behind when it is stopped, the engine included', async () => {
    const status = await fixture.client.get('policy');
    const { enginePid } = await loaded(status?.url ?? '');
    await fixture.client.stop('policy');
    expect([status?.pid ?? 0, enginePid].map(isRunning)).toEqual([false, false]);
    expect(await fixture.client.get('policy')).toMatchObject({ state: 'stopped', model: null, pid: null });
  });
});

describe('other strategies', () => {
  let fixture: HostFixture;
  beforeAll(async () => {
    fixture = await startHostFixture();
    for (const name of ['M0', 'M1', 'adapter']) writeModelFolder(fixture.store, name);
  });
  afterAll(() => fixture.close());

  it('restart serves each version under a name of its own', async () => {
    await fixture.client.put('policy', { strategy: 'restart', model: modelRequest('M0', 'a') });
    const before = await untilState(fixture.client, 'policy', isReady);
    await fixture.client.put('policy', { strategy: 'restart', model: modelRequest('M1', 'b') });
    const after = await untilState(fixture.client, 'policy', isReady);
    expect([before.servedModelName, after.servedModelName]).toEqual(['M0-aaaaaaaa', 'M1-bbbbbbbb']);
    expect(after.pid).not.toBe(before.pid);
  });

  it('lora loads an adapter beside the base model', async () => {
    await fixture.client.put('adapters', {
      strategy: 'lora',
      base: modelRequest('M0', 'a'),
      model: modelRequest('adapter', 'e'),
    });
    const ready = await untilState(fixture.client, 'adapters', isReady);
    const models = modelsSchema.parse(await readServer(ready.url, '/v1/models'));
    expect(models.data).toEqual([{ id: 'M0-aaaaaaaa' }, { id: 'adapter-eeeeeeee' }]);
    expect(ready.proof).toEqual({ kind: 'name', value: 'adapter-eeeeeeee' });
  });
});

describe('a server that ends by itself', () => {
  it('is started again and keeps the reason', async () => {
    const fixture = await startHostFixture();
    writeModelFolder(fixture.store, 'M1');
    await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('M1', 'a') });
    const before = await untilState(fixture.client, 'policy', isReady);
    const { enginePid } = await loaded(before.url);
    process.kill(before.pid ?? 0, 'SIGKILL');
    const after = await untilState(fixture.client, 'policy', (status) => isReady(status) && status.pid !== before.pid);
    expect(after.error).toMatch(/ended by itself/);
    expect(isRunning(enginePid)).toBe(false);
    await fixture.close();
  });

  it('has failed when it never comes up, and is tried again on request', async () => {
    const fixture = await startHostFixture();
    writeModelFolder(fixture.store, 'M1', { files: { 'ends-at-start': '' } });
    const request = { strategy: 'reload', model: modelRequest('M1', 'a') } as const;
    await fixture.client.put('policy', request);
    const failed = await untilState(fixture.client, 'policy', (status) => status.state === 'failed');
    expect(failed.error).toMatch(/ValueError: this model cannot be loaded/);
    writeModelFolder(fixture.store, 'M2');
    await fixture.client.put('policy', { strategy: 'reload', model: modelRequest('M2', 'b') });
    await untilState(fixture.client, 'policy', isReady);
    await fixture.close();
  });

  it('is killed when it ignores the request to end', async () => {
    const fixture = await startHostFixture();
    writeModelFolder(fixture.store, 'M1', { files: { 'ignores-sigterm': '' } });
    await fixture.client.put('policy', { strategy: 'restart', model: modelRequest('M1', 'a') });
    const { pid } = await untilState(fixture.client, 'policy', isReady);
    await fixture.close();
    expect(isRunning(pid ?? 0)).toBe(false);
  });
});

describe('requests that are refused', () => {
  let fixture: HostFixture;
  beforeAll(async () => {
    fixture = await startHostFixture({ token: 'a-token' });
  });
  afterAll(() => fixture.close());

  it.each([
    [
      'a digest of another form',
      { name: 'M1', digest: 'md5:1', path: 'models/M1' },
      /body\.model\.digest: must be "sha256:"/,
    ],
    ['an unknown field', { ...modelRequest('M1', 'a'), size: 1 }, /body\.model: .*size/],
  ])('%s', async (_case, model, message) => {
    await expect(fixture.client.put('policy', { strategy: 'reload', model })).rejects.toThrow(message);
  });

  it.each([['../..'], ['/etc'], ['models/way-out'], ['models/absent']])('the model path %s', async (path) => {
    writeModelFolder(fixture.store, 'M1');
    try {
      symlinkSync('/etc', join(fixture.store, 'models/way-out'));
    } catch {
      // Made by an earlier row.
    }
    const put = fixture.client.put('policy', { strategy: 'reload', model: { ...modelRequest('M1', 'a'), path } });
    await expect(put).rejects.toThrow(/model\.path: .* (is outside the store|does not exist in the store)/);
  });

  it('a request without the token, except for health', async () => {
    const stranger = createInferenceHostClient({ baseUrl: fixture.host.url });
    await expect(stranger.list()).rejects.toBeInstanceOf(InferenceHostRefusedError);
    await expect(stranger.health()).resolves.toBeUndefined();
  });

  it('nobody: an absent host is unreachable, which may pass', async () => {
    const nobody = createInferenceHostClient({ baseUrl: 'http://127.0.0.1:9' });
    await expect(nobody.health()).rejects.toBeInstanceOf(InferenceHostUnreachableError);
    await expect(fixture.client.get('never-made')).resolves.toBeUndefined();
  });
});
