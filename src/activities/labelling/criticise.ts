import type { Sampling } from '../../core/call-key';
import { critiqueMessages } from '../../core/guard-rails/critique-prompt';
import type { CritiqueRecord } from '../../core/guard-rails/guard-records';
import { parseCritique, type Critique } from '../../core/guard-rails/parse-critique';
import { settleCritique } from '../../core/guard-rails/safety';
import type { SafetyPrinciple } from '../../core/guard-rails/safety-principles';
import { critiqueSeed } from '../../core/guard-rails/safety-seed';
import type { PromptRecord } from '../../core/records';
import type { seedScope } from '../../core/seed-scope';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { textCall, textReplySchema } from './text-call';

/** What to criticise, by whom and by which principles. */
export interface CriticismRequest {
  judge: ServedModel;
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  response: { id: string; text: string };
  principles: readonly SafetyPrinciple[];
  sampling: Sampling;
  scope: ReturnType<typeof seedScope>;
}

/** One critique by each principle. A reply without a verdict is asked for once more, and then the verdict is unsure. */
export function criticise(runner: CallRunner, request: CriticismRequest): Promise<CritiqueRecord[]> {
  return Promise.all(request.principles.map((principle, index) => criticiseBy(runner, request, principle, index)));
}

async function criticiseBy(
  runner: CallRunner,
  request: CriticismRequest,
  principle: SafetyPrinciple,
  index: number,
): Promise<CritiqueRecord> {
  const { judge, prompt, response } = request;
  const replies: (Critique | null)[] = [];
  for (;;) {
    const attempt = replies.length + 1;
    const { text, callKey } = await ask(runner, request, principle, attempt);
    replies.push(parseCritique(text, response.text));
    const settled = settleCritique(replies);
    if (settled === 'ask-again') continue;
    return {
      kind: 'critique',
      id: `${response.id}.c${index}`,
      promptId: prompt.id,
      model: judge.digest,
      responseId: response.id,
      principle: principle.name,
      attempt,
      text,
      ...settled,
      callKey,
    };
  }
}

/** Without a text where the server refused the call. */
async function ask(
  runner: CallRunner,
  { judge, prompt, response, sampling, scope }: CriticismRequest,
  principle: SafetyPrinciple,
  attempt: number,
): Promise<{ text: string; callKey: string }> {
  const about = { promptId: prompt.id, responseId: response.id, principle: principle.name, attempt };
  const call = textCall({
    served: judge,
    messages: critiqueMessages({ prompt: prompt.text, response: response.text, principle }),
    sampling,
    seed: critiqueSeed(scope, about),
    samples: 1,
    row: response.id,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  const [callKey = ''] = call.keys;
  return { text: outcome.kind === 'answered' ? (outcome.replies[0]?.text ?? '') : '', callKey };
}
