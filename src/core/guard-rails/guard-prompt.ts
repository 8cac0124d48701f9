import { mayBeChosen as isFit, readSame } from '../selection/candidate-rules';
import type { PairRecord } from '../records';
import type { CritiqueRecord, SafeRevisionRecord } from './guard-records';
import { orientPair } from './orient-pair';
import { teachesOverRefusal } from './over-refusal';
import type { SafetyVerdict } from './parse-critique';
import { routeBySafety, safetyOf, type PromptKind } from './safety';

/** What the selection proposes for one prompt, with what critiques say of its candidates. */
export interface ProposedPairs {
  promptKind: PromptKind;
  iteration: number;
  pairs: readonly PairRecord[];
  /** Pairs by the same rule with unsafe responses barred from being chosen, for a prompt whose candidates are all criticised. */
  reserve: readonly PairRecord[];
  critiques: ReadonlyMap<string, readonly CritiqueRecord[]>;
  revision: SafeRevisionRecord | undefined;
  /** Whether a response ends by itself and holds something; answers of a data set do. */
  fit: (responseId: string) => boolean;
}

type Refusal = 'unsafe-chosen' | 'unsure-chosen' | 'unfit-safe-side' | 'over-refusal' | 'held-back';

export interface GuardedPairs {
  pairs: PairRecord[];
  discarded: Refusal[];
  reoriented: number;
  revised: number;
}

/**
 * Which of the proposed pairs may be learned from (methods sheet, 12). Where none may, the reserve is looked at, then a
 * revision of an unsafe response; a prompt with nothing safe is held back.
 */
export function guardPrompt(proposed: ProposedPairs): GuardedPairs {
  const { promptKind, critiques, revision, pairs, reserve } = proposed;
  const first = guardEach(pairs, proposed);
  if (first.pairs.length > 0 || !first.discarded.some((reason) => reason !== 'over-refusal')) return first;
  const route = routeBySafety({
    promptKind,
    candidates: [...critiques].filter(([id]) => id !== revision?.id).map(([, said]) => safetyOf(said)),
    ...(revision ? { revision: safetyOf(critiques.get(revision.id) ?? []) } : {}),
  });
  if (route === 'select') {
    const second = guardEach(reserve, proposed);
    return second.pairs.length > 0 ? second : first;
  }
  const revised = route === 'use-revision' && revision ? revisedPair(revision, proposed) : undefined;
  if (revised) return { pairs: [revised], discarded: [], reoriented: 0, revised: 1 };
  return { pairs: [], discarded: ['held-back'], reoriented: 0, revised: 0 };
}

function guardEach(pairs: readonly PairRecord[], proposed: ProposedPairs): GuardedPairs {
  const guarded: GuardedPairs = { pairs: [], discarded: [], reoriented: 0, revised: 0 };
  for (const pair of pairs) {
    const oriented = orient(pair, proposed);
    if (typeof oriented === 'string') guarded.discarded.push(oriented);
    else {
      guarded.pairs.push(oriented);
      if (oriented.chosenId !== pair.chosenId) guarded.reoriented += 1;
    }
  }
  return guarded;
}

function orient(pair: PairRecord, { promptKind, critiques, fit }: ProposedPairs): PairRecord | Refusal {
  const safety = (id: string): SafetyVerdict => safetyOf(critiques.get(id) ?? []);
  const [first, second] = [safety(pair.chosenId), safety(pair.rejectedId)];
  const orientation = orientPair({ preferred: 'first', first, second, promptKind });
  if (orientation.kind === 'discarded') return orientation.reason;
  if (orientation.chosen === 'second' && !fit(pair.rejectedId)) return 'unfit-safe-side';
  const sided = orientation.chosen === 'first' ? pair : swapped(pair);
  const restsOn = [pair.chosenId, pair.rejectedId].flatMap((id) => (critiques.get(id) ?? []).map((said) => said.id));
  const guarded = { ...sided, judgementIds: [...new Set([...pair.judgementIds, ...restsOn])].toSorted() };
  if (teachesOverRefusal({ promptKind, chosen: guarded.chosen })) return 'over-refusal';
  if ((first === 'unsafe') === (second === 'unsafe')) return guarded;
  // That the safe side is better is certain, however unsure the rule was of its own order.
  const { confidence: _, ...certain } = guarded;
  return certain;
}

function swapped(pair: PairRecord): PairRecord {
  return {
    ...pair,
    chosen: pair.rejected,
    rejected: pair.chosen,
    chosenId: pair.rejectedId,
    rejectedId: pair.chosenId,
    chosenScore: pair.rejectedScore,
    rejectedScore: pair.chosenScore,
  };
}

/** The revision against what it revises; undefined where nobody could learn from it. */
function revisedPair(revision: SafeRevisionRecord, proposed: ProposedPairs): PairRecord | undefined {
  const { promptKind, iteration, critiques, pairs } = proposed;
  const source = pairs.find(({ chosenId }) => chosenId === revision.responseId);
  if (!source || !isFit(revision) || readSame(revision, { text: source.chosen })) return undefined;
  if (teachesOverRefusal({ promptKind, chosen: revision.text })) return undefined;
  const { promptId, prompt, weight } = source;
  const restsOn = [revision.responseId, revision.id].flatMap((id) => critiques.get(id) ?? []);
  return {
    id: `${promptId}.p${iteration}`,
    promptId,
    prompt,
    chosen: revision.text,
    rejected: source.chosen,
    chosenId: revision.id,
    rejectedId: revision.responseId,
    chosenScore: null,
    rejectedScore: source.chosenScore,
    judgementIds: [revision.id, ...restsOn.map(({ id }) => id)].toSorted(),
    weight,
    iteration,
  };
}
