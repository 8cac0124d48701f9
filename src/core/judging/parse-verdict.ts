/** The answer of one order, in terms of the slots. */
export type Slot = 'A' | 'B' | 'tie';

/** What the slots are called; a reply may name them with or without it. */
const LABELS = { answer: '[Aa]nswer', judgement: '[Jj]udge?ment' };

/** Much longer runs of spaces and signs than a reply has. */
const LOOK_AHEAD = 1000;

/** "Winner: A close call" goes on and names no winner; "Winner: A/B" is a choice. */
const GOES_ON = /^[\t\p{Zs}*_`]*[\p{L}\p{N}]/u;

/**
 * The last "Winner: A", "Winner: B" or "Winner: tie" that ends its sentence counts; null without one. Invisible
 * characters do not count: what is read is what a person sees.
 */
export const parseVerdict = verdictParser('answer');

/** The same where judgements are compared: "Winner: Judgement A". */
export const parseMetaVerdict = verdictParser('judgement');

function verdictParser(label: keyof typeof LABELS): (reply: string) => Slot | null {
  const slot = `(?:${LABELS[label]}[ -])?((?:[Aa] )?(?:[Tt]ie|TIE)|A|B)`;
  // Every repetition is bounded: time stays linear.
  const winner = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:[Ww]inner|WINNER)[ \\t*_\`]{0,8}[:：][ \\t*_\`"'[(]{0,8}${slot}`,
    'gu',
  );
  const choice = new RegExp(
    `^[\\t\\p{Z}*_\`"')\\]]*[/|,&+\\p{Pd}−][\\t\\p{Zs}*_\`"'([]*${slot}(?![\\p{L}\\p{N}])`,
    'u',
  );
  return (reply) => lastWinner(reply, { winner, choice });
}

function lastWinner(reply: string, { winner, choice }: { winner: RegExp; choice: RegExp }): Slot | null {
  const text = reply.replace(/\p{Cf}/gu, '');
  let last: string | undefined;
  for (const match of text.matchAll(winner)) {
    const [all, named] = match;
    const [rest = ''] = text
      .slice(match.index + all.length, match.index + all.length + LOOK_AHEAD)
      .split(/[\n\r\v\f\u2028\u2029]/, 1);
    if (!GOES_ON.test(rest) && !choice.test(rest)) last = named;
  }
  if (last === undefined) return null;
  return last === 'A' || last === 'B' ? last : 'tie';
}
