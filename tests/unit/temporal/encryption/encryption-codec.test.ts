import { createDecipheriv } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { createEncryptionCodec } from '../../../../src/temporal/encryption/encryption-codec';
import { parseEncryptionKeys } from '../../../../src/temporal/encryption/encryption-keys';
import { bytesOfPayload, payloadOfBytes } from '../../../../src/temporal/encryption/payload-bytes';

const line = (id: string, fill: number) => `${id}: ${Buffer.alloc(32, fill).toString('base64')}\n`;
const codecOf = (text: string) => createEncryptionCodec(parseEncryptionKeys(text, 'keys'));
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valuesOf = (payloads: Payload[]) => payloads.map((each) => defaultPayloadConverter.fromPayload<unknown>(each));
const changed = (each: Payload, place: number): Payload => {
  const data = Buffer.from(each.data ?? []);
  data[place < 0 ? data.length + place : place]! ^= 1;
  return { ...each, data };
};

const old = codecOf(line('old', 1));
const rotated = codecOf(line('old', 1) + line('new', 2));

describe('createEncryptionCodec', () => {
  it.each([[{ run: 'canary' }], [null], [undefined], [new Uint8Array([0, 255])], ['']])(
    'gives back %j',
    async (value) => {
      expect(valuesOf(await old.decode(await old.encode([payload(value)])))).toEqual([value]);
    },
  );

  it('hides the value and its encoding, and names the key', async () => {
    const [encrypted] = await rotated.encode([payload({ word: 'canary' })]);
    expect(Buffer.from(encrypted?.data ?? []).toString('latin1')).not.toMatch(/canary|json|encoding/);
    const texts = Object.entries(encrypted?.metadata ?? {}).map(([name, value]) => [
      name,
      Buffer.from(value).toString(),
    ]);
    expect(Object.fromEntries(texts)).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'new' });
  });

  it('never uses a nonce twice', async () => {
    const encrypted = await old.encode(Array.from({ length: 1000 }, () => payload('same')));
    expect(new Set(encrypted.map((each) => Buffer.from(each.data ?? []).toString('hex', 0, 12))).size).toBe(1000);
  });

  it('is what any AES-256-GCM reads: nonce, ciphertext of the protobuf payload, tag', async () => {
    const data = Buffer.from((await old.encode([payload(1)]))[0]?.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', Buffer.alloc(32, 1), data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(-16));
    const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
    expect(plain.toString('hex')).toBe(
      `0a160a08${Buffer.from('encoding').toString('hex')}120a${Buffer.from('json/plain').toString('hex')}120131`,
    );
  });

  it('reads after a rotation what the old key wrote, and the old key does not read the new one', async () => {
    expect(valuesOf(await rotated.decode(await old.encode([payload('before')])))).toEqual(['before']);
    await expect(old.decode(await rotated.encode([payload('after')]))).rejects.toThrow(
      'encrypted with key "new", and SRLM_ENCRYPTION_KEYS_FILE has old; keep old keys',
    );
  });

  it('lets pass what was written before there were keys', async () => {
    expect(valuesOf(await old.decode([payload('plain')]))).toEqual(['plain']);
  });

  it.each([0, 11, 12, 30, -16, -1])('refuses data whose byte %i was changed', async (place) => {
    const [encrypted] = await old.encode([payload('a value of some length')]);
    await expect(old.decode([changed(encrypted ?? {}, place)])).rejects.toThrow(
      /key "old" cannot be decrypted: it was changed/,
    );
  });

  it.each([0, 12, 27, 40])('refuses data that was cut off after %i bytes', async (length) => {
    const [encrypted] = await old.encode([payload('a value of some length')]);
    await expect(old.decode([{ ...encrypted, data: encrypted?.data?.slice(0, length) ?? null }])).rejects.toThrow(
      /cut off/,
    );
  });

  it('refuses another key under the same id', async () => {
    await expect(codecOf(line('old', 3)).decode(await old.encode([payload(1)]))).rejects.toThrow(/was replaced/);
  });

  it('without keys encrypts nothing, and says what an encrypted payload needs', async () => {
    const none = createEncryptionCodec(undefined);
    expect(await none.encode([payload(1)])).toEqual([payload(1)]);
    await expect(none.decode(await old.encode([payload(1)]))).rejects.toThrow(
      'encrypted with key "old" and there are no keys here; set SRLM_ENCRYPTION_KEYS_FILE',
    );
  });
});

it('payloadOfBytes gives back several metadata entries and ignores fields that it does not know', () => {
  const metadata = { encoding: Buffer.from('json/protobuf'), messageType: Buffer.from('a.b.C') };
  const unknown = Buffer.from([0x1a, 0x02, 0x08, 0x05]);
  const read = payloadOfBytes(Buffer.concat([bytesOfPayload({ metadata, data: Buffer.from('{}') }), unknown]));
  expect(Object.entries(read.metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString()])).toEqual([
    ['encoding', 'json/protobuf'],
    ['messageType', 'a.b.C'],
  ]);
  expect(Buffer.from(read.data ?? []).toString()).toBe('{}');
});
