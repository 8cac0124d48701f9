import { longestCommonSubsequence } from './longest-common-subsequence';
import { wordsOf } from './words';

/** ROUGE-L: F-measure of the longest common subsequence of words, 2 LCS / (m + n). Two empty texts have nothing in common. */
export function rougeL(a: string, b: string): number {
  return createSimilarityIndex([a]).highest(b);
}

/** Texts that others are compared with, taken apart once. */
export interface SimilarityIndex {
  add(text: string): void;
  /** The highest ROUGE-L of `text` with any text of the index; with `enough`, the first found that is at least that. */
  highest(text: string, enough?: number): number;
}

/** Where a word occurs: the number of the text and how often. */
type Posting = { text: number; count: number };

export function createSimilarityIndex(texts: Iterable<string>): SimilarityIndex {
  const numberOfWord = new Map<string, number>();
  const known: Uint32Array[] = [];
  const postings: Posting[][] = [];

  function take(text: string): Uint32Array {
    return Uint32Array.from(wordsOf(text), (word) => {
      const number = numberOfWord.get(word) ?? numberOfWord.size;
      numberOfWord.set(word, number);
      return number;
    });
  }

  function add(text: string): void {
    const words = take(text);
    for (const [word, count] of countsOf(words)) (postings[word] ??= []).push({ text: known.length, count });
    known.push(words);
  }

  /** For every known text the ROUGE-L that it cannot exceed: a common subsequence has at most the words that both have. */
  function boundsFor(words: Uint32Array): Float64Array {
    const bounds = new Float64Array(known.length);
    for (const [word, count] of countsOf(words)) {
      for (const posting of postings[word] ?? []) {
        bounds[posting.text] = (bounds[posting.text] ?? 0) + Math.min(count, posting.count);
      }
    }
    return bounds.map((common, text) => (2 * common) / (words.length + (known[text]?.length ?? 0) || 1));
  }

  function highest(text: string, enough = Infinity): number {
    const words = take(text);
    const bounds = boundsFor(words);
    // The likeliest first: what they reach rules out nearly all others unseen.
    const order = [...bounds.keys()].filter((other) => (bounds[other] ?? 0) > 0);
    order.sort((a, b) => (bounds[b] ?? 0) - (bounds[a] ?? 0));
    let found = 0;
    for (const other of order) {
      if (found >= enough || (bounds[other] ?? 0) <= found) break;
      const otherWords = known[other] ?? new Uint32Array();
      found = Math.max(found, (2 * longestCommonSubsequence(words, otherWords)) / (words.length + otherWords.length));
    }
    return found;
  }

  for (const text of texts) add(text);
  return { add, highest };
}

function countsOf(words: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
