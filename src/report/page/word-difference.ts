/** A stretch of a text: in both texts, or in this one alone. */
export interface Stretch {
  kind: 'same' | 'own';
  text: string;
}

/** Products of lengths beyond this take longer than a person waits, and more memory than a page should. */
const MOST_CELLS = 6_000_000;
/** A few equal words between two differences read as noise. */
const FEWEST_EQUAL_WORDS = 3;

/** What each of two texts has in common with the other, word by word: the longest common subsequence. */
export function wordDifference(first: string, second: string): { first: Stretch[]; second: Stretch[] } {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  const start = commonLength(a, b, 0);
  const end = commonLength(a.toReversed(), b.toReversed(), start);
  const same = [
    ...range(0, start).map((index): Match => [index, index]),
    ...matches(a.slice(start, a.length - end), b.slice(start, b.length - end)).map(([i, j]): Match => [
      i + start,
      j + start,
    ]),
    ...range(0, end).map((index): Match => [a.length - end + index, b.length - end + index]),
  ];
  const kept = withoutIslands(same, a);
  return {
    first: stretches(
      a,
      kept.map(([i]) => i),
    ),
    second: stretches(
      b,
      kept.map(([, j]) => j),
    ),
  };
}

type Match = [number, number];

/** Words with the space behind them, so that a text is the sum of its words. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+\s*|[^\s\p{L}\p{N}_]\s*|\s+/gu) ?? [];
}

const bare = (word: string | undefined): string => word?.trimEnd() ?? '';

/** How many words are equal from the start on, where at most all but `taken` words may be. */
function commonLength(a: readonly string[], b: readonly string[], taken: number): number {
  const most = Math.min(a.length, b.length) - taken;
  let length = 0;
  while (length < most && bare(a[length]) === bare(b[length])) length += 1;
  return length;
}

/** The pairs of equal words of a longest common subsequence; none where finding it would take too long. */
function matches(a: readonly string[], b: readonly string[]): Match[] {
  const width = b.length + 1;
  if (a.length * b.length > MOST_CELLS) return [];
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = bare(a[i]) === bare(b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Match[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (bare(a[i]) === bare(b[j])) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

/** Leaves out runs of equal words that are too short to help a reader, unless they begin or end the text. */
function withoutIslands(same: readonly Match[], words: readonly string[]): Match[] {
  const runs: Match[][] = [];
  for (const match of same) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && match[0] === last[0] + 1 && match[1] === last[1] + 1) run.push(match);
    else runs.push([match]);
  }
  const isLong = (run: Match[]) =>
    run.filter(([i]) => /[\p{L}\p{N}]/u.test(words[i] ?? '')).length >= FEWEST_EQUAL_WORDS;
  const isEdge = (run: Match[]) => run[0]?.[0] === 0 || run.at(-1)?.[0] === words.length - 1;
  return runs.filter((run) => isLong(run) || isEdge(run)).flat();
}

function stretches(words: readonly string[], same: readonly number[]): Stretch[] {
  const inBoth = new Set(same);
  const found: Stretch[] = [];
  for (const [index, word] of words.entries()) {
    const kind = inBoth.has(index) ? 'same' : 'own';
    const last = found.at(-1);
    if (last?.kind === kind) last.text += word;
    else found.push({ kind, text: word });
  }
  return found;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
