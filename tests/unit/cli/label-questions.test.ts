import { VllmClient } from 'vllm-client';
import { startFaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { chatReply } from '../../../packages/vllm-client/tests/recorded-replies';
import { labelQuestions } from '../../../src/cli/label-questions';
import type { ModelLabelledQuestion } from '../../../src/core/benchmarks/question-labels';

it('ends at once when it is interrupted, and keeps what was labelled (methods section 1)', async () => {
  const server = await startFaultServer();
  const client = new VllmClient({ baseUrl: server.url });
  const interrupt = new AbortController();
  const kept: ModelLabelledQuestion[] = [];
  server.behave(() =>
    server.requests.length === 1 ? { kind: 'json', body: chatReply('Topic: coding') } : { kind: 'never-replies' },
  );
  try {
    const labelling = labelQuestions([{ instruction: 'a' }, { instruction: 'b' }, { instruction: 'c' }], {
      client,
      model: 'm',
      callsInFlight: 1,
      signal: interrupt.signal,
      keep: (row) => Promise.resolve(void kept.push(row)),
    });
    const second = await server.request(2);
    interrupt.abort(new Error('enough'));
    await expect(labelling).rejects.toThrow('enough');
    await second.disconnected;
    expect(server.requests).toHaveLength(2);
    expect(kept).toMatchObject([{ instruction: 'a', topic: 'coding', complexity: null }]);
  } finally {
    await client.close();
    await server.close();
  }
});
