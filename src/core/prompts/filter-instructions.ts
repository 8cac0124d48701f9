import { cutSelfAnswer } from './cut-self-answer';
import { looksEnglish } from './looks-english';
import { createSimilarityIndex } from './rouge-l';
import { wordsOf } from './words';

/** Why an instruction was dropped, in the order of the filters. `continued`: nothing was left before its own answer. */
export const dropReasons = [
  'continued',
  'too-short',
  'too-long',
  'keyword',
  'punctuation',
  'language',
  'similar',
  'contaminated',
] as const;
export type DropReason = (typeof dropReasons)[number];

export interface InstructionLimits {
  minimumWords: number;
  maximumWords: number;
  /** What a language model cannot serve. */
  keywords: readonly string[];
  language: 'english' | 'any';
  /** ROUGE-L with a kept or seed prompt must stay below this (2212.10560). */
  similarity: number;
  /** ROUGE-L with a held-out prompt must stay below this, so that no one trains on what is evaluated. */
  heldOutSimilarity: number;
}

export const defaultInstructionLimits: InstructionLimits = {
  minimumWords: 3,
  maximumWords: 150,
  // prettier-ignore
  keywords: [
    'image', 'images', 'picture', 'pictures', 'photo', 'photos', 'screenshot', 'video', 'videos', 'audio',
    'graph', 'graphs', 'diagram', 'flowchart', 'draw', 'attached', 'attachment',
  ],
  language: 'english',
  similarity: 0.7,
  heldOutSimilarity: 0.5,
};

export interface FilteredInstructions {
  kept: string[];
  /** For each kept one, the index of the candidate that it was. */
  origins: number[];
  /** For each kept one, its highest ROUGE-L with the prompts before it: how new it is. */
  similarities: number[];
  dropped: Record<DropReason, number>;
}

/** Self-Instruct's filters (2212.10560). A candidate that is kept is one that later candidates are compared with. */
export function filterInstructions(options: {
  candidates: readonly string[];
  kept: readonly string[];
  seed: readonly string[];
  heldOut: readonly string[];
  limits?: Partial<InstructionLimits>;
}): FilteredInstructions {
  const limits = { ...defaultInstructionLimits, ...options.limits };
  const known = createSimilarityIndex([...options.seed, ...options.kept]);
  const heldOut = createSimilarityIndex(options.heldOut);
  const result: FilteredInstructions = { kept: [], origins: [], similarities: [], dropped: noneDropped() };
  for (const [index, candidate] of options.candidates.entries()) {
    const text = cutSelfAnswer(candidate);
    const formal = formalReason(text, limits);
    const similarity = formal ? 0 : known.highest(text, limits.similarity);
    const reason =
      formal ??
      (similarity >= limits.similarity ? 'similar' : undefined) ??
      (heldOut.highest(text, limits.heldOutSimilarity) >= limits.heldOutSimilarity ? 'contaminated' : undefined);
    if (reason) {
      result.dropped[reason] += 1;
      continue;
    }
    known.add(text);
    result.kept.push(text);
    result.origins.push(index);
    result.similarities.push(similarity);
  }
  return result;
}

/** What is wrong with the instruction itself, without regard to others. */
function formalReason(text: string, limits: InstructionLimits): DropReason | undefined {
  if (text === '') return 'continued';
  const words = wordsOf(text);
  if (words.length < limits.minimumWords) return 'too-short';
  if (words.length > limits.maximumWords) return 'too-long';
  if (limits.keywords.some((keyword) => words.includes(keyword))) return 'keyword';
  if (/^[\p{P}\p{S}]/u.test(text)) return 'punctuation';
  if (limits.language === 'english' && !looksEnglish(text)) return 'language';
  return undefined;
}

function noneDropped(): Record<DropReason, number> {
  return {
    continued: 0,
    'too-short': 0,
    'too-long': 0,
    keyword: 0,
    punctuation: 0,
    language: 0,
    similar: 0,
    contaminated: 0,
  };
}
