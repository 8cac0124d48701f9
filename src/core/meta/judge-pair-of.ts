import type { MetaVerdictRecord } from '../feedback-records';
import { judgeMessages } from '../judging/additive-prompt';
import type { JudgementRecord, Message, PromptRecord, ResponseRecord } from '../records';
import type { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import { chooseJudgePair, type NoJudgePair } from './choose-judge-pair';
import { disputedResponse, type DisputedResponse } from './disputed-response';
import type { JudgePairRecord } from './judge-pair';
import type { JudgePairSettings } from './judge-pair-settings';
import type { PositionWeights } from './position-weights';

/** What is known of one prompt. */
export interface MetaJudgedPrompt {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly Pick<ResponseRecord, 'id' | 'text'>[];
  judgements: readonly JudgementRecord[];
  metaVerdicts: readonly MetaVerdictRecord[];
}

export interface JudgePairContext {
  /** Of the whole iteration. */
  weights: Pick<PositionWeights, 'omega1' | 'omega2'>;
  scope: ReturnType<typeof seedScope>;
  settings: Pick<JudgePairSettings, 'prior' | 'longestJudgementCharacters'>;
  /** What the judge was asked; the additive prompt where nothing is said. */
  messagesOf?: ((judged: { prompt: string; response: string }) => Message[]) | undefined;
}

export type JudgePairSelection =
  | { kind: 'pair'; pair: JudgePairRecord }
  | { kind: 'discarded'; reason: NoJudgePair | Extract<DisputedResponse, { kind: 'none' }>['reason'] };

/** The judge pair of one prompt: the best and the worst judgement of the response that they differ about most. */
export function judgePairOf(
  { prompt, responses, judgements, metaVerdicts }: MetaJudgedPrompt,
  { weights, scope, settings, messagesOf = judgeMessages }: JudgePairContext,
): JudgePairSelection {
  const disputed = disputedResponse(judgements, { promptId: prompt.id, scope });
  if (disputed.kind === 'none') return { kind: 'discarded', reason: disputed.reason };
  const { responseId } = disputed;
  const response = responses.find(({ id }) => id === responseId);
  if (response === undefined)
    throw new Error(`prompt ${prompt.id} has judgements of ${responseId}, but no such response`);
  const compared = metaVerdicts.filter((verdict) => verdict.responseId === responseId);
  const random = createRandom(deriveSeed({ ...scope, promptId: prompt.id, purpose: 'judge-pair' }));
  const choice = chooseJudgePair(
    { judgements: disputed.judgements, metaVerdicts: compared, weights, random },
    settings,
  );
  if (choice.kind === 'none') return { kind: 'discarded', reason: choice.reason };

  const { best, worst } = choice;
  return {
    kind: 'pair',
    pair: {
      kind: 'judge-pair',
      id: `${prompt.id}.m${scope.iteration}`,
      promptId: prompt.id,
      responseId,
      prompt: messagesOf({ prompt: prompt.text, response: response.text }),
      chosen: best.judgement.text,
      rejected: worst.judgement.text,
      chosenId: best.judgement.id,
      rejectedId: worst.judgement.id,
      chosenScore: best.judgement.outcome.score,
      rejectedScore: worst.judgement.outcome.score,
      chosenStrength: best.strength,
      rejectedStrength: worst.strength,
      metaVerdictIds: compared.map(({ id }) => id).toSorted(),
      weight: 1,
      iteration: scope.iteration,
    },
  };
}
