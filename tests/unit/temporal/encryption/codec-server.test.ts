import { request } from 'undici';
import { freePort } from '../../../../infra/embedded/processes/ports';
import { startCodecServer, type CodecServer } from '../../../../src/temporal/encryption/codec-server';
import { createEncryptionCodec } from '../../../../src/temporal/encryption/encryption-codec';
import { parseEncryptionKeys } from '../../../../src/temporal/encryption/encryption-keys';

const UI = 'http://127.0.0.1:8233';
const keys = parseEncryptionKeys(`k1: ${Buffer.alloc(32, 7).toString('base64')}`, 'keys');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const plain = { payloads: [{ metadata: { encoding: base64('json/plain') }, data: base64('{"run":"demo"}') }] };

let open: CodecServer;
let guarded: CodecServer;
beforeAll(async () => {
  const codec = createEncryptionCodec(keys);
  open = await startCodecServer({ codec, port: await freePort(), uiUrl: UI, token: undefined });
  guarded = await startCodecServer({ codec, port: await freePort(), uiUrl: UI, token: 'hush' });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
});

async function post(server: CodecServer, path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await request(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
}

describe('the codec endpoint', () => {
  it('decrypts what it encrypted', async () => {
    const encrypted = await post(open, '/encode', plain, { 'x-namespace': 'default' });
    expect(encrypted.text).not.toContain(base64('{"run":"demo"}').slice(0, 12));
    const decrypted = await post(open, '/decode', encrypted.text);
    expect([decrypted.status, JSON.parse(decrypted.text)]).toEqual([200, plain]);
    expect(decrypted.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([UI, 'http://localhost:8233'])(
    'lets the pages of %s call, and asks no token of their preflight',
    async (origin) => {
      const preflight = await request(`${guarded.url}/decode`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.statusCode).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'authorization, content-type, x-namespace',
      });
      expect((await post(open, '/decode', plain, { origin })).headers['access-control-allow-origin']).toBe(origin);
    },
  );

  it.each(['http://evil.example', 'http://127.0.0.1:8234', 'https://127.0.0.1:8233', 'null'])(
    'refuses pages of %s',
    async (origin) => {
      const reply = await post(open, '/decode', plain, { origin });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('SRLM_UI_URL');
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('refuses a name that somebody made point to this machine', async () => {
    expect((await post(open, '/decode', plain, { host: 'evil.example:80' })).status).toBe(403);
  });

  it('asks for its token when there is one, before it reads anything', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'hush' }]) {
      expect((await post(guarded, '/decode', 'not even JSON', headers)).status).toBe(401);
    }
    expect((await post(guarded, '/decode', plain, { authorization: 'Bearer hush' })).status).toBe(200);
  });

  it.each([
    ['/decode', 'text', 400],
    ['/decode', { payloads: [{ data: 'no base64!' }] }, 400],
    ['/download', plain, 404],
    ['/', plain, 404],
  ])('refuses POST %s of %j with %i', async (path, body, status) => {
    expect((await post(open, path, body)).status).toBe(status);
  });

  it('names the key that it does not have', async () => {
    const metadata = { encoding: base64('binary/encrypted'), 'encryption-key-id': base64('k9') };
    const reply = await post(open, '/decode', { payloads: [{ metadata, data: base64('x'.repeat(40)) }] });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toEqual({
      error: {
        message:
          'A payload is encrypted with key "k9", and SRLM_ENCRYPTION_KEYS_FILE has k1; keep old keys in the file for as long as histories are read',
      },
    });
  });
});
