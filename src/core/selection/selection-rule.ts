import type { ConfidenceClamp, ConfidenceSource } from '../consistency/confidence';
import type { ConsistencyMetric } from '../consistency/ranking-agreement';
import { bestAndWorst } from './best-and-worst';
import type { BestOfNSettings } from './best-of-n';
import { agreementRule } from './rules/agreement-rule';
import { bestOfNRule } from './rules/best-of-n-rule';
import { consistencyRule } from './rules/consistency-rule';
import { lengthControlledRule, type LengthControlledSettings } from './rules/length-controlled-rule';
import type { OnePairSettings } from './one-pair-a-prompt';
import { givenRule } from './rules/given-rule';
import { ownRule, type OwnSelector } from './rules/own-rule';
import { datasetRule, marginsRule, softPreferenceRule, winRatesRule } from './rules/pair-rules';
import { promptsAloneRule } from './rules/prompts-alone-rule';
import { stepsRule } from './rules/steps-rule';
import { unlabelledRule } from './rules/unlabelled-rule';
import type { SelectionScope, Selector } from './selector';
import type { WinRatePairing } from './win-rates';
import { withCreamConsistency } from './with-cream-consistency';

/** How feedback becomes training examples, by name and settings. `critic` names whose scores count, or the panel whose verdicts do. */
export type SelectionRule =
  | ({ kind: 'best-and-worst' } & OnePairSettings)
  | ({ kind: 'length-controlled' } & LengthControlledSettings)
  | ({ kind: 'best-of-n'; critic: string } & BestOfNSettings)
  | { kind: 'margins'; critic: string; minimumPositive: number; margin: number; ownMargin: number }
  | { kind: 'win-rates'; pairing: WinRatePairing; critic?: string | undefined }
  | { kind: 'consistency'; metric: ConsistencyMetric; source: ConfidenceSource; clamp: ConfidenceClamp }
  | {
      kind: 'agreement';
      delta: number;
      lengthNormalised: boolean;
      scale: number;
      creamConsistency?: boolean | undefined;
    }
  | { kind: 'soft-preference'; threshold?: number | undefined }
  | { kind: 'unlabelled'; pairsPerPrompt: number; creamConsistency?: boolean | undefined }
  | { kind: 'dataset-against-sample' }
  | { kind: 'module'; path: string; critic?: string | undefined }
  | { kind: 'given' }
  | { kind: 'prompts-alone' }
  | { kind: 'steps' };

/** `own` is what the module of the rule exports, where it is one. */
export function selectorOf(rule: SelectionRule, scope: SelectionScope, own?: OwnSelector): Selector {
  const selector = ruleAtWork(rule, scope, own);
  return 'creamConsistency' in rule && rule.creamConsistency ? withCreamConsistency(selector, scope) : selector;
}

function ruleAtWork(rule: SelectionRule, scope: SelectionScope, own: OwnSelector | undefined): Selector {
  switch (rule.kind) {
    case 'best-and-worst':
      return bestAndWorst(scope, rule);
    case 'length-controlled':
      return lengthControlledRule(rule, scope);
    case 'best-of-n':
      return bestOfNRule(rule, scope);
    case 'margins':
      return marginsRule(rule, scope);
    case 'win-rates':
      return winRatesRule(rule, scope);
    case 'consistency':
      return consistencyRule(rule, scope);
    case 'agreement':
      return agreementRule(rule, scope);
    case 'soft-preference':
      return softPreferenceRule(rule, scope);
    case 'unlabelled':
      return unlabelledRule(rule, scope);
    case 'dataset-against-sample':
      return datasetRule(scope);
    case 'module':
      if (!own) throw new Error(`the module ${rule.path} must be loaded before it selects`);
      return ownRule(own, rule, scope);
    case 'given':
      return givenRule(scope);
    case 'prompts-alone':
      return promptsAloneRule();
    case 'steps':
      return stepsRule(scope);
  }
}
