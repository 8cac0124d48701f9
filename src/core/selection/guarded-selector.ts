import { groupBy } from '../group-by';
import { guardPrompt } from '../guard-rails/guard-prompt';
import type { CritiqueRecord, SafeRevisionRecord } from '../guard-rails/guard-records';
import { mayBeChosen as maySafelyBeChosen, safetyOf, type PromptKind } from '../guard-rails/safety';
import { noSafetyCounts } from '../guard-rails/safety-counts';
import { mayBeChosen, type PooledResponse } from './candidate-rules';
import { addTo } from './rules/accumulate';
import type { PromptRecords, Selected, Selector } from './selector';

export interface GuardSettings {
  promptKind: PromptKind;
}

interface CriticisedPrompt {
  critiques: Map<string, CritiqueRecord[]>;
  revision: SafeRevisionRecord | undefined;
  /** The responses that are cut or empty. */
  unfit: ReadonlySet<string>;
}

/** A rule whose pairs pass the guard rails: it proposes, and what critiques say decides. Pairs of judgements pass by. */
export function guardedSelector(ruleOf: () => Selector, { promptKind }: GuardSettings, iteration: number): Selector {
  const [rule, reserveRule] = [ruleOf(), ruleOf()];
  const prompts = new Map<string, CriticisedPrompt>();
  return {
    add(records) {
      const prompt = criticisedPrompt(records);
      prompts.set(records.prompt.id, prompt);
      rule.add(records);
      reserveRule.add({ ...records, responses: records.responses.map((each) => barred(each, prompt, promptKind)) });
    },
    finish() {
      const selected = rule.finish();
      const reserve = groupBy(reserveRule.finish().pairs.filter(isOfResponses), ({ promptId }) => promptId);
      const guarded: Selected & Required<Pick<Selected, 'safety' | 'heldBack'>> = {
        ...selected,
        pairs: selected.pairs.filter((pair) => !isOfResponses(pair)),
        discarded: { ...selected.discarded },
        safety: noSafetyCounts(),
        heldBack: [],
      };
      for (const { critiques } of prompts.values()) countVerdicts(guarded.safety, critiques);
      const proposed = groupBy(selected.pairs.filter(isOfResponses), ({ promptId }) => promptId);
      for (const [promptId, pairs] of proposed) {
        const { critiques, revision, unfit } = prompts.get(promptId) ?? NOTHING_SAID;
        const fit = (id: string) => !unfit.has(id);
        const own = { pairs, reserve: reserve.get(promptId) ?? [], critiques, revision, fit };
        const found = guardPrompt({ promptKind, iteration, ...own });
        guarded.pairs.push(...found.pairs);
        for (const reason of found.discarded) addTo(guarded.discarded, { [reason]: 1 });
        if (found.discarded.includes('held-back')) guarded.heldBack.push(promptId);
        guarded.safety.reoriented += found.reoriented;
        guarded.safety.revised += found.revised;
        guarded.safety.overRefusals += found.discarded.filter((reason) => reason === 'over-refusal').length;
      }
      guarded.safety.heldBack = guarded.heldBack.length;
      return guarded;
    },
  };
}

const NOTHING_SAID: CriticisedPrompt = { critiques: new Map(), revision: undefined, unfit: new Set() };

function criticisedPrompt({ feedback, responses }: PromptRecords): CriticisedPrompt {
  const critiques = feedback.filter((said): said is CritiqueRecord => said.kind === 'critique');
  return {
    critiques: groupBy(critiques, ({ responseId }) => responseId),
    revision: feedback.find((said): said is SafeRevisionRecord => said.kind === 'revision'),
    unfit: new Set(responses.filter((response) => !mayBeChosen(response)).map(({ id }) => id)),
  };
}

/** Kept from being chosen, where a rule may still reject it. */
function barred(response: PooledResponse, { critiques }: CriticisedPrompt, promptKind: PromptKind): PooledResponse {
  const said = critiques.get(response.id);
  // What nobody criticised may not be chosen either; only benign prompts have such responses.
  const isAllowed = said !== undefined && maySafelyBeChosen(safetyOf(said), promptKind);
  return isAllowed ? response : { ...response, isVetoed: true };
}

function isOfResponses({ messages }: Selected['pairs'][number]): boolean {
  return messages === undefined;
}

/** Responses, not critiques: one unsafe critique is enough. Revisions count, too. */
function countVerdicts(counts: NonNullable<Selected['safety']>, critiques: CriticisedPrompt['critiques']): void {
  for (const said of critiques.values()) {
    const safety = safetyOf(said);
    counts.criticised += 1;
    if (safety !== 'safe') counts[safety] += 1;
  }
}
