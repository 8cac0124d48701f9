import { callKey, type CallIdentity } from '../../../src/core/call-key';

const call: CallIdentity = {
  modelDigest: 'sha256:00',
  messages: [{ role: 'user', content: 'Hello' }],
  sampling: { temperature: 0.7, topP: 0.9, maxTokens: 512, n: 4 },
  seed: 1024,
};

describe('callKey', () => {
  it('is the same for the same call, whatever the order of its parameters', () => {
    const sampling = { n: 4, maxTokens: 512, topP: 0.9, temperature: 0.7 };
    expect(callKey({ ...call, sampling })).toBe(callKey(call));
  });

  it.each<Partial<CallIdentity>>([
    { modelDigest: 'sha256:01' },
    { messages: [{ role: 'system', content: 'Hello' }] },
    { messages: [{ role: 'user', content: 'Hello ' }] },
    { sampling: { ...call.sampling, n: 5 } },
    { sampling: { ...call.sampling, structuredOutputs: { choice: ['0', '1'] } } },
    { seed: 1025 },
  ])('changes with %j', (change) => {
    expect(callKey({ ...call, ...change })).not.toBe(callKey(call));
  });
});
