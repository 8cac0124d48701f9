import type { FeedbackRecord } from '../../core/feedback-records';
import type { Critic } from '../../recipes/pipeline-sections';
import type { CallRunner } from '../labelling/call-runner';
import type { CriticisedPrompt, CritiqueSettings } from './critique';
import { measureLogProbabilities } from './implicit';
import { scoreTogether } from './listwise';
import { compareJudgements } from './meta-judge';
import { comparePairwise } from './pairwise';
import { comparePreferences } from './preference';

/** Critics that ask a model, apart from the pointwise judge. */
export type AskingCritic = Extract<
  Critic,
  { kind: 'listwise' | 'pairwise' | 'preference' | 'meta-judge' | 'implicit' }
>;

/** What a critic says about one prompt, by calls that the runner answers. */
export function askCritic(
  runner: CallRunner,
  { critic, ...settings }: CritiqueSettings<AskingCritic['kind']>,
  about: CriticisedPrompt,
): Promise<FeedbackRecord[]> {
  switch (critic.kind) {
    case 'listwise':
      return scoreTogether(runner, { ...settings, critic }, about);
    case 'pairwise':
      return comparePairwise(runner, { ...settings, critic }, about);
    case 'preference':
      return comparePreferences(runner, { ...settings, critic }, about);
    case 'meta-judge':
      return compareJudgements(runner, { ...settings, critic }, about);
    case 'implicit':
      return measureLogProbabilities(runner, { ...settings, critic }, about);
  }
}
