import { gamePromptVersion } from '../core/benchmarks/arena-hard-judge';
import { ratingPromptVersion } from '../core/benchmarks/mt-bench-judge';
import { matchPromptVersion } from '../core/benchmarks/mt-bench-pair-judge';
import { comparisonPrinciples } from '../core/constitution/comparison-principles';
import { critiquePromptVersion } from '../core/constitution/critique-prompt';
import { digestOf } from '../core/digest';
import { proposalPromptVersion } from '../core/guard-rails/propose-criteria';
import { safetyPromptVersion } from '../core/guard-rails/safe-revision';
import { judgeRubricOf } from '../core/judging/judge-rubrics';
import { labelPreferenceVersion } from '../core/judging/label-preference-prompt';
import { listwisePromptVersionOf } from '../core/judging/listwise-prompt';
import { listwiseRubricOf } from '../core/judging/listwise-rubric';
import { metaJudgePromptVersion } from '../core/judging/meta-judge-prompt';
import { comparisonPromptVersion } from '../core/judging/pairwise-prompt';
import type { PromptVersion } from '../core/manifest';
import { stepPairPromptVersion } from '../core/process/step-pair-prompt';
import { stepQuestionVersion } from '../core/process/step-question';
import type { Benchmark } from './benchmark-section';
import type { Critic } from './critic-sections';
import type { Recipe } from './recipe';

/**
 * Which wordings judge in a run, by what they are for. Two are there in every run: models are measured as judges, and
 * their answers compared with each other. Where the judge prompt evolves, `evolved` scored the responses of an iteration,
 * and models are still measured by the recipe's own.
 */
export function promptVersionsOf(
  {
    critics,
    selection,
    anchor,
    process,
    safety,
    evolvingRubric,
    evaluation,
  }: Pick<Recipe, 'critics' | 'selection' | 'anchor' | 'process' | 'safety' | 'evolvingRubric' | 'evaluation'>,
  evolved?: { version: string },
): Record<string, PromptVersion> {
  const judge = critics.find((critic) => critic.kind === 'judge')?.prompt ?? 'additive';
  const own = { name: judge, digest: judgeRubricOf(judge).version };
  return {
    judge: evolved ? { name: 'evolved', digest: evolved.version } : own,
    ...(evolved ? { heldOutJudge: own } : {}),
    comparison: { name: 'comparison', digest: comparisonPromptVersion },
    ...Object.fromEntries(critics.flatMap((critic) => versionOf(critic).map((version) => [critic.kind, version]))),
    ...(selection.kind === 'steps' ? { steps: stepsVersion(process) } : {}),
    // Training itself asks the judge.
    ...(selection.kind === 'unlabelled'
      ? { training: { name: 'label-preference', digest: labelPreferenceVersion } }
      : {}),
    ...(anchor === 'revisions' ? { revisions: { name: 'critique-and-revision', digest: critiquePromptVersion } } : {}),
    ...(safety ? { safety: { name: 'safety-critique-and-revision', digest: safetyPromptVersion } } : {}),
    ...(evolvingRubric ? { rubric: { name: 'rubric-proposal', digest: proposalPromptVersion } } : {}),
    ...Object.fromEntries((evaluation.benchmarks ?? []).flatMap(benchmarkVersion)),
  };
}

/** Of a walk that asks for probabilities, both wordings. */
function stepsVersion({ stepReward }: Recipe['process']): PromptVersion {
  if (!stepReward) return { name: 'step-pair', digest: stepPairPromptVersion };
  return { name: 'step-pair-and-step', digest: digestOf([stepPairPromptVersion, stepQuestionVersion]) };
}

/** The wording by which answers to a benchmark are judged; none of those that programs check. */
function benchmarkVersion({ kind }: Benchmark): [string, PromptVersion][] {
  switch (kind) {
    case 'mt-bench':
      return [[kind, { name: 'rating', digest: ratingPromptVersion }]];
    case 'mt-bench-pairwise':
      return [[kind, { name: 'match', digest: matchPromptVersion }]];
    case 'arena-hard':
      return [[kind, { name: 'game', digest: gamePromptVersion }]];
    case 'alpaca-eval':
      return [[kind, { name: 'label-preference', digest: labelPreferenceVersion }]];
    case 'ifeval':
    case 'gsm8k':
    case 'command':
      return [];
  }
}

/** The wording of a critic; none of those that ask by one of the two above, or by none. */
function versionOf(critic: Critic): PromptVersion[] {
  switch (critic.kind) {
    case 'listwise':
      return [
        {
          name: critic.principles ? 'listwise-by-principles' : 'listwise',
          digest: listwisePromptVersionOf(listwiseRubricOf(critic)),
        },
      ];
    case 'meta-judge':
      return [{ name: 'meta-judge', digest: metaJudgePromptVersion }];
    case 'preference':
      if (critic.votesPerOrder !== undefined) return [{ name: 'comparison', digest: comparisonPromptVersion }];
      return critic.principles
        ? [{ name: 'label-preference-by-principle', digest: digestOf([labelPreferenceVersion, ...questions]) }]
        : [{ name: 'label-preference', digest: labelPreferenceVersion }];
    case 'process':
      return [{ name: 'step', digest: stepQuestionVersion }];
    case 'judge':
    case 'pairwise':
    case 'panel':
    case 'implicit':
    case 'verifier':
    case 'http':
    case 'module':
      return [];
  }
}

const questions = comparisonPrinciples.map(({ question }) => question);
