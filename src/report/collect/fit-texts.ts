import { textLength } from '../../core/text-length';
import { shortened } from '../first-characters';
import type { PairDetail, Saying, Side } from '../page/pair-data';
import type { BrowsedPair } from './collect-pairs';

/** As much text as a browser opens within a second or two, in characters. */
const MOST_CHARACTERS = 24_000_000;

/**
 * Cuts the longest texts of all pairs until they fit together into one page, and says at which length: as many texts as
 * possible stay whole. Null where all fit as they are.
 */
export function fitTexts(
  pairs: readonly BrowsedPair[],
  most = MOST_CHARACTERS,
): { pairs: readonly BrowsedPair[]; cutAt: number | null } {
  const lengths = pairs.flatMap(({ detail }) => textsOf(detail).map(textLength));
  const cutAt = longestThatFits(lengths, most);
  if (cutAt === null) return { pairs, cutAt };
  return { pairs: pairs.map(({ row, detail }) => ({ row, detail: cutDetail(detail, cutAt) })), cutAt };
}

/** The length to which texts are cut so that their sum is at most `most`. */
function longestThatFits(lengths: readonly number[], most: number): number | null {
  const sorted = lengths.toSorted((a, b) => a - b);
  let left = most;
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return share;
    left -= length;
  }
  return null;
}

function textsOf({ prompt, prefix, chosen, rejected, metaJudgements, others }: PairDetail): string[] {
  return [
    prompt,
    prefix ?? '',
    ...[chosen, rejected].flatMap(({ text, judgements }) => [text, ...judgements.map((judgement) => judgement.text)]),
    ...[...metaJudgements, ...others].flatMap(({ texts }) => texts),
  ];
}

function cutDetail(detail: PairDetail, most: number): PairDetail {
  const cut = (text: string) => shortened(text, most);
  const side = ({ id, text, judgements }: Side): Side => ({
    id,
    text: cut(text),
    judgements: judgements.map((judgement) => ({ ...judgement, text: cut(judgement.text) })),
  });
  const sayings = (all: readonly Saying[]) => all.map(({ title, texts }) => ({ title, texts: texts.map(cut) }));
  return {
    ...detail,
    prompt: cut(detail.prompt),
    prefix: detail.prefix === null ? null : cut(detail.prefix),
    chosen: side(detail.chosen),
    rejected: side(detail.rejected),
    metaJudgements: sayings(detail.metaJudgements),
    others: sayings(detail.others),
  };
}
