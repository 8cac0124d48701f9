/** The runs of consecutive samples that nothing is recorded of. */
export function gapsOf(replies: readonly unknown[]): { from: number; count: number }[] {
  const gaps: { from: number; count: number }[] = [];
  for (const [index, reply] of replies.entries()) {
    if (reply !== undefined) continue;
    const last = gaps.at(-1);
    if (last && last.from + last.count === index) last.count += 1;
    else gaps.push({ from: index, count: 1 });
  }
  return gaps;
}
