import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { parseEncryptionKeys, readEncryptionKeys } from '../../../../src/temporal/encryption/encryption-keys';

const key = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill).toString('base64');

describe('parseEncryptionKeys', () => {
  it('takes one key a line; the last one is active', () => {
    const keys = parseEncryptionKeys(`# keys of 2026\nold: ${key(1)}\n\n  new: ${key(2)}  \n`, 'keys');
    expect(keys.active).toBe('new');
    expect([...keys.byId.keys()]).toEqual(['old', 'new']);
    expect(keys.byId.get('old')?.export()).toEqual(Buffer.alloc(32, 1));
  });

  it('takes the line that the documentation makes with openssl', () => {
    const line = execFileSync('sh', ['-c', 'echo "2026-11: $(openssl rand -base64 32)"'], { encoding: 'utf8' });
    expect(parseEncryptionKeys(line, 'keys').active).toBe('2026-11');
  });

  it.each([
    ['', /keys has no key/],
    ['# nothing\n', /keys has no key/],
    [`a: ${key(1)}\nb\n`, /keys line 2 is not "ID: KEY"/],
    [`a b: ${key(1)}`, /line 1 is not "ID: KEY"/],
    ['a: not base64!', /line 1 is not "ID: KEY"/],
    [`a: ${key(1, 16)}`, /line 1 has a key of 16 bytes, and AES-256 needs 32/],
    [`a: ${key(1)}\na: ${key(2)}`, /line 2 repeats the id "a"/],
  ])('refuses %j and says how a key is made', (text, message) => {
    expect(() => parseEncryptionKeys(text, 'keys')).toThrow(message);
    expect(() => parseEncryptionKeys(text, 'keys')).toThrow(/openssl rand -base64 32/);
  });

  it('shows no key, neither in an error nor when keys are printed', () => {
    const secret = Buffer.from('canary-canary-canary-canary-cana').toString('base64');
    const refuse = () => parseEncryptionKeys(`a: ${secret}\n${secret}`, 'keys');
    expect(refuse).toThrow(/line 2/);
    expect(refuse).not.toThrow(secret);
    expect(inspect(parseEncryptionKeys(`a: ${secret}`, 'keys'), { depth: 9 })).not.toMatch(/canary|Y2FuYXJ5/);
  });
});

it('readEncryptionKeys names the variable and the file that is not there', () => {
  const file = join(__dirname, 'no-such-file');
  expect(() => readEncryptionKeys(file)).toThrow(`SRLM_ENCRYPTION_KEYS_FILE: ${file} cannot be read (Error: ENOENT`);
});
