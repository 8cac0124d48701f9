import type { VllmClient } from 'vllm-client';
import type { z } from 'zod';
import type { Call, CallOutcome, CallRunner } from '../../../../src/activities/labelling/call-runner';
import type { ServedModel } from '../../../../src/serving/served-model';

/** Where a call leads; each sample of it has a key of its own. */
type Asked = Pick<Call<unknown>, 'row' | 'keys' | 'affinity'>;

export interface CountingRunner extends CallRunner {
  readonly asked: Asked[];
  /** Samples, which is what a method's costs are counted in. */
  samples(): number;
}

/** Answers every sample with what `reply` says of its number among all samples, and makes no call. */
export function countingRunner(reply: (number: number) => unknown): CountingRunner {
  const asked: Asked[] = [];
  const samples = () => asked.reduce((sum, { keys }) => sum + keys.length, 0);
  return {
    asked,
    samples,
    run<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>): Promise<CallOutcome<Reply>> {
      const before = samples();
      asked.push(call);
      return Promise.resolve({
        kind: 'answered',
        replies: call.keys.map((_, index) => schema.parse(reply(before + index))),
      });
    },
  };
}

/** Makes every call once, with nothing recorded. */
export function makingRunner(client: VllmClient): CallRunner {
  return {
    async run(call, schema) {
      const replies = await call.make(client, new AbortController().signal, 0, call.keys.length);
      return { kind: 'answered', replies: replies.map((each) => schema.parse(each)) };
    },
  };
}

/** Sets aside whatever is asked. */
export function refusingRunner(): CallRunner {
  return {
    run: ({ row }) => Promise.resolve({ kind: 'quarantined', row, cause: 'invalid', reason: 'too long' }),
  };
}

export const textReply = (text: string) => ({ text, tokens: 3, finishReason: 'stop' });

export const judge: ServedModel = {
  digest: `sha256:${'a'.repeat(64)}`,
  servedName: 'judge',
  replicas: [],
  proof: { kind: 'assumed' },
};
