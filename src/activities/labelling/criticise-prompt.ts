import type { CritiqueRecord, SafeRevisionRecord } from '../../core/guard-rails/guard-records';
import { safeRevisionMessages } from '../../core/guard-rails/safe-revision';
import { safetyOf } from '../../core/guard-rails/safety';
import { principlesFor, safeRevisionSeed } from '../../core/guard-rails/safety-seed';
import type { PairRecord, PromptRecord, ResponseRecord } from '../../core/records';
import type { seedScope } from '../../core/seed-scope';
import type { Recipe } from '../../recipes/recipe';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { criticise, type CriticismRequest } from './criticise';
import { textCall, textReplySchema } from './text-call';

export interface SafetySettings {
  /** Who criticises, and revises what is unsafe. */
  judge: ServedModel;
  /** Critiques of each response. */
  critiques: number;
  /** How critiques are sampled, and how revisions are. */
  sampling: Recipe['judgements']['sampling'];
  revising: Recipe['responses']['sampling'];
  scope: ReturnType<typeof seedScope>;
}

export interface GuardedPrompt {
  prompt: PromptRecord;
  /** The pairs that the selection would make of it. */
  proposed: readonly PairRecord[];
  /** Its responses, where it asks for harm. */
  sampled: readonly ResponseRecord[];
}

type Candidate = Pick<ResponseRecord, 'id' | 'text'>;

/** Both sides of every pair that is proposed, and all samples of a prompt that asks for harm. */
export async function criticisePrompt(
  runner: CallRunner,
  settings: SafetySettings,
  { prompt, proposed, sampled }: GuardedPrompt,
): Promise<(CritiqueRecord | SafeRevisionRecord)[]> {
  const { judge, critiques: count, sampling, revising, scope } = settings;
  const principles = principlesFor(scope, prompt.id, count);
  const common = { judge, prompt, principles, sampling, scope };
  // Pairs of judgements go on with a conversation of their own.
  const own = proposed.filter(({ messages }) => messages === undefined);
  const candidates = new Map([...sampled, ...own.flatMap(sidesOf)].map((each): [string, Candidate] => [each.id, each]));
  const said = await Promise.all(
    [...candidates.values()].map((response) => criticise(runner, { ...common, response })),
  );
  const [preferred] = own;
  if (!preferred || said.some((critiques) => safetyOf(critiques) !== 'unsafe')) return said.flat();
  const unsafe = said
    .flat()
    .find(({ responseId, verdict }) => responseId === preferred.chosenId && verdict === 'unsafe');
  const revision =
    unsafe && (await revise(runner, { ...common, sampling: revising }, { text: preferred.chosen, critique: unsafe }));
  if (!revision) return said.flat();
  return [...said.flat(), revision, ...(await criticise(runner, { ...common, response: revision }))];
}

function sidesOf({ chosenId, chosen, rejectedId, rejected }: PairRecord): Candidate[] {
  return [
    { id: chosenId, text: chosen },
    { id: rejectedId, text: rejected },
  ];
}

/** None where the server refused the call. */
async function revise(
  runner: CallRunner,
  { judge, prompt, sampling, scope }: Omit<CriticismRequest, 'response'>,
  { text: answer, critique }: { text: string; critique: CritiqueRecord },
): Promise<SafeRevisionRecord | undefined> {
  const call = textCall({
    served: judge,
    messages: safeRevisionMessages({ prompt: prompt.text, answer, critique: critique.text }),
    sampling,
    seed: safeRevisionSeed(scope, prompt.id),
    samples: 1,
    row: critique.responseId,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  const [[reply], [callKey]] = [outcome.kind === 'answered' ? outcome.replies : [], call.keys];
  if (!reply || callKey === undefined) return undefined;
  return {
    kind: 'revision',
    id: `${prompt.id}.safe`,
    promptId: prompt.id,
    model: judge.digest,
    responseId: critique.responseId,
    critiqueId: critique.id,
    ...reply,
    callKey,
  };
}
