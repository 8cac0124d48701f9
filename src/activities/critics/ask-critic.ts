import type { FeedbackRecord } from '../../core/feedback-records';
import type { Critic } from '../../recipes/critic-sections';
import type { CallRunner } from '../labelling/call-runner';
import type { CriticisedPrompt, CritiqueSettings } from './critique';
import { measureLogProbabilities } from './implicit';
import { scoreTogether } from './listwise';
import { compareJudgements } from './meta-judge';
import { comparePairwise } from './pairwise';
import { askPanelJudge } from './panel';
import { comparePreferences } from './preference';
import { judgeSteps } from './process';

/** Critics that ask a model, apart from the pointwise judge. */
export type AskingCritic = Extract<
  Critic,
  { kind: 'listwise' | 'pairwise' | 'preference' | 'meta-judge' | 'implicit' | 'process' | 'panel' }
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
    case 'process':
      return judgeSteps(runner, { ...settings, critic }, about);
    case 'panel':
      return askPanelJudge(runner, { ...settings, critic }, about);
  }
}
