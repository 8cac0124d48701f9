import type { SampledResponse } from '../../core/records';
import { deriveSeed } from '../../core/seeds';
import { withoutDuplicates } from '../../core/selection/without-duplicates';
import type { seedScope } from '../../core/seed-scope';
import type { Recipe } from '../../recipes/recipe';
import type { ServedModel } from '../../serving/served-model';
import { answerPrompt } from './answer-prompt';
import type { CallRunner } from './call-runner';

export interface SampleRequest {
  policy: ServedModel;
  prompt: { id: string; text: string };
  responses: Recipe['responses'];
  scope: ReturnType<typeof seedScope>;
}

/** N responses of the policy to one prompt, without duplicates where the recipe removes them. */
export async function samplePrompt(
  runner: CallRunner,
  { policy, prompt, responses, scope }: SampleRequest,
): Promise<SampledResponse[]> {
  const sampled = await answerPrompt(runner, {
    policy,
    prompt,
    samples: responses.perPrompt,
    sampling: responses.sampling,
    seed: deriveSeed({ ...scope, promptId: prompt.id, purpose: 'response' }),
    responseId: (index) => `${prompt.id}.r${index}`,
  });
  return responses.removeDuplicates ? withoutDuplicates(sampled) : sampled;
}
