import { wordsOf } from './words';

/**
 * Distinct-2 (1510.03055): distinct bigrams as a share of all bigrams of lower-cased words, over all texts together; no
 * bigram spans two texts. Null without any.
 */
export function distinctBigrams(texts: Iterable<string>): number | null {
  const distinct = new Set<string>();
  let total = 0;
  for (const text of texts) {
    const words = wordsOf(text);
    for (let index = 1; index < words.length; index += 1) distinct.add(`${words[index - 1]} ${words[index]}`);
    total += Math.max(0, words.length - 1);
  }
  return total === 0 ? null : distinct.size / total;
}
