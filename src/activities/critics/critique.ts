import type { FeedbackRecord } from '../../core/feedback-records';
import type { IftRecord, JudgementRecord, PromptRecord, ResponseRecord } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import type { Critic } from '../../recipes/critic-sections';
import type { seedScope } from '../../core/seed-scope';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from '../labelling/call-runner';

/** Everything about one prompt that a critic may look at. */
export interface CriticisedPrompt {
  prompt: PromptRecord;
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
  /** The answer of the data set, where the prompt comes from one. */
  answer: IftRecord | undefined;
}

export interface CritiqueSettings<Kind extends Critic['kind']> {
  critic: Extract<Critic, { kind: Kind }>;
  /** The model that the critic asks. */
  judge: ServedModel;
  sampling: Recipe['judgements']['sampling'];
  scope: ReturnType<typeof seedScope>;
}

/** What a critic that asks a model says about one prompt, in canonical order. Every call goes through the runner. */
export type Critique<Kind extends Critic['kind']> = (
  runner: CallRunner,
  settings: CritiqueSettings<Kind>,
  about: CriticisedPrompt,
) => Promise<FeedbackRecord[]>;
