import { connect } from 'node:net';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { modelRequest, startHostFixture, writeModelFolder, type HostFixture } from './host-fixture';

let fixture: HostFixture;
beforeAll(async () => {
  fixture = await startHostFixture({ token: 'hush' });
});
afterAll(() => fixture.close());

async function send(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, authorization?: string) {
  const reply = await request(fixture.host.url + path, {
    method,
    headers: authorization === undefined ? {} : { authorization },
    body: method === 'PUT' ? '{}' : null,
  });
  return { status: reply.statusCode, body: await reply.body.text() };
}

describe('the token of the inference host', () => {
  it.each([
    ['GET', '/v1/servers'],
    ['GET', '/v1/servers/policy'],
    ['PUT', '/v1/servers/policy'],
    ['DELETE', '/v1/servers/policy'],
    ['POST', '/v1/servers/policy'],
    ['GET', '/no/such/route'],
    ['GET', '//healthz'],
    ['GET', '/healthz/'],
    ['GET', '/v1/../healthz/../v1/servers'],
  ] as const)('%s %s is refused without it and with a wrong one', async (method, path) => {
    for (const authorization of [undefined, 'Bearer wrong', 'hush', 'Bearer hush2']) {
      const reply = await send(method, path, authorization);
      expect(reply.status).toBe(401);
      expect(reply.body).not.toContain('hush');
    }
  });

  it('is not asked for by health', async () => {
    expect((await send('GET', '/healthz')).status).toBe(200);
  });

  it('lets in who has it', async () => {
    expect((await send('GET', '/v1/servers', 'Bearer hush')).status).toBe(200);
  });

  it.each(['//', 'http://[', '/%'])('survives the request line GET %s', async (target) => {
    const port = Number(new URL(fixture.host.url).port);
    const reply = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket
        .on('data', (chunk) => (text += chunk.toString()))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(reply).toMatch(/^HTTP\/1\.1 40[01] /);
    expect((await send('GET', '/healthz')).status).toBe(200);
  });
});

describe('paths outside the store', () => {
  beforeAll(() => {
    const models = join(fixture.store, 'models');
    for (const name of ['M0', 'linked', 'nested', 'inner']) writeModelFolder(fixture.store, name);
    symlinkSync('/etc', join(models, 'way-out'));
    symlinkSync('/etc/hostname', join(models, 'linked', 'chat_template.jinja'));
    mkdirSync(join(models, 'nested', 'deeper'));
    symlinkSync('/nowhere/at/all', join(models, 'nested', 'deeper', 'dangling'));
    writeFileSync(join(models, 'file'), '');
    // A link that stays inside is how shared files are kept once.
    symlinkSync(join(models, 'M0', 'tokenizer.json'), join(models, 'inner', 'vocabulary.json'));
  });

  const paths: [path: string, message: string][] = [
    ['../..', '../.. is outside the store'],
    ['/etc', '/etc is outside the store'],
    ['.', '. is outside the store'],
    ['models/../../store-sibling', 'models/../../store-sibling does not exist in the store'],
    ['models/way-out', 'models/way-out is outside the store'],
    ['models/linked', 'models/linked/chat_template.jinja is outside the store; put the file itself there'],
    ['models/nested', 'models/nested/deeper/dangling is outside the store'],
    ['models/file', 'models/file is not a folder'],
    ['models/M0\0', 'does not exist in the store'],
  ];

  it.each(paths)('model.path %j is refused: %s', async (path, message) => {
    const put = fixture.client.put('policy', { strategy: 'reload', model: { ...modelRequest('M1', 'a'), path } });
    await expect(put).rejects.toThrow(`model.path: `);
    await expect(put).rejects.toThrow(message);
  });

  it.each(paths)('base.path %j is refused: %s', async (path, message) => {
    const base = { ...modelRequest('M1', 'a'), path };
    const put = fixture.client.put('policy', { strategy: 'lora', model: modelRequest('M0', 'b'), base });
    await expect(put).rejects.toThrow(`base.path: `);
    await expect(put).rejects.toThrow(message);
  });

  it('a link that stays inside is followed', async () => {
    const put = await fixture.client.put('inner', { strategy: 'reload', model: modelRequest('inner', 'a') });
    expect(put.state).toBe('starting');
    await fixture.client.stop('inner');
  });
});
