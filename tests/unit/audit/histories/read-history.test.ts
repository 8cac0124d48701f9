import { defaultPayloadConverter } from '@temporalio/common';
import { readHistory } from '../../../../src/audit/histories/read-history';
import { recordedHistory, type RecordedHistory } from '../../../../src/audit/histories/recorded-history';
import { createEncryptionCodec } from '../../../../src/temporal/encryption/encryption-codec';
import { parseEncryptionKeys } from '../../../../src/temporal/encryption/encryption-keys';

const rows = { path: 'runs/demo/rows.jsonl', sha256: `sha256:${'0'.repeat(64)}`, rows: 1, bytes: 2 };
const plain = defaultPayloadConverter.toPayload(rows);
const keys = parseEncryptionKeys(`a: ${Buffer.alloc(32, 1).toString('base64')}`, 'keys');

type Payload = typeof plain;

const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');

/** A history with one finished activity for each result, from event 2 on. */
function withResults(...results: Payload[]): RecordedHistory {
  const events = results.map(({ metadata, data }, index) => {
    const texts = Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, base64(value)]));
    const payloads = [{ metadata: texts, data: base64(data) }];
    return { eventId: `${index + 2}`, activityTaskCompletedEventAttributes: { result: { payloads } } };
  });
  const started = { workflowId: 'srlm-demo', originalExecutionRunId: 'r' };
  const first = { eventId: '1', workflowExecutionStartedEventAttributes: started };
  return recordedHistory('a file', JSON.stringify({ events: [first, ...events] }));
}

it('names the event whose result was damaged, after what could be read', async () => {
  const damaged = { ...plain, data: Buffer.from('{"path') };
  const { named, unreadable } = await readHistory(withResults(plain, damaged));
  expect(named).toEqual([{ by: 'workflow srlm-demo, event 2', artifacts: [rows], models: [] }]);
  expect(unreadable?.by).toBe('workflow srlm-demo, event 3');
  expect(unreadable?.problem).toContain('its result cannot be read');
});

it('names the event whose encrypted result was damaged', async () => {
  const codec = createEncryptionCodec(keys);
  const [encrypted = plain] = await codec.encode([plain]);
  const damaged = { ...encrypted, data: (encrypted.data ?? new Uint8Array()).map((byte) => byte ^ 1) };
  const { unreadable } = await readHistory(withResults(encrypted, damaged), { payloadCodecs: [codec] });
  expect(unreadable?.by).toBe('workflow srlm-demo, event 3');
  expect(unreadable?.problem).toContain('encryption key "a"');
});

it('says which key is missing, once', async () => {
  const encrypted = await createEncryptionCodec(keys).encode([plain, plain]);
  const without = { payloadCodecs: [createEncryptionCodec(undefined)] };
  const { unreadable } = await readHistory(withResults(...encrypted), without);
  expect(unreadable?.problem).toContain('set SRLM_ENCRYPTION_KEYS_FILE');
});
