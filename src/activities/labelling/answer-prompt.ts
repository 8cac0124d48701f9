import type { Sampling } from '../../core/call-key';
import type { SampledResponse } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { textCall, textReplySchema } from './text-call';

/** What to answer, by whom, and how often. */
export interface AnswerRequest {
  policy: ServedModel;
  prompt: { id: string; text: string };
  samples: number;
  sampling: Sampling;
  seed: number;
  responseId(index: number): string;
}

/** N responses to one prompt; one call, so that its samples share the prefill. None when the prompt had to be set aside. */
export async function answerPrompt(runner: CallRunner, request: AnswerRequest): Promise<SampledResponse[]> {
  const { policy, prompt, samples, sampling, seed } = request;
  const call = textCall({
    served: policy,
    messages: [{ role: 'user', content: prompt.text }],
    sampling,
    seed,
    samples,
    row: prompt.id,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  if (outcome.kind === 'quarantined') return [];
  return call.keys.flatMap((callKey, index) => {
    const sample = outcome.replies[index];
    if (!sample) return [];
    return {
      id: request.responseId(index),
      promptId: prompt.id,
      ...sample,
      model: policy.digest,
      callKey,
      seed: seed + index,
    };
  });
}
