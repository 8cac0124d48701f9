/** The answer of one order, in terms of the slots. */
export type Slot = 'A' | 'B' | 'tie';

/** Every repetition is bounded: time stays linear. */
const WINNER =
  /(?<![\p{L}\p{N}])(?:[Ww]inner|WINNER)[ \t*_`]{0,8}[:：][ \t*_`"'[(]{0,8}(?:[Aa]nswer[ -])?((?:[Aa] )?(?:[Tt]ie|TIE)|A|B)/gu;

/** Much longer runs of spaces and signs than a reply has. */
const LOOK_AHEAD = 1000;

/** "Winner: A close call" goes on and names no winner; "Winner: A/B" is a choice. */
const GOES_ON = /^[\t\p{Zs}*_`]*[\p{L}\p{N}]/u;
const CHOICE =
  /^[\t\p{Z}*_`"')\]]*[/|,&+\p{Pd}−][\t\p{Zs}*_`"'([]*(?:[Aa]nswer[ -])?(?:(?:[Aa] )?(?:[Tt]ie|TIE)|A|B)(?![\p{L}\p{N}])/u;

/**
 * The last "Winner: A", "Winner: B" or "Winner: tie" that ends its sentence counts; null without one. Invisible
 * characters do not count: what is read is what a person sees.
 */
export function parseVerdict(reply: string): Slot | null {
  const text = reply.replace(/\p{Cf}/gu, '');
  let last: string | undefined;
  for (const match of text.matchAll(WINNER)) {
    const [all, winner] = match;
    const [rest = ''] = text
      .slice(match.index + all.length, match.index + all.length + LOOK_AHEAD)
      .split(/[\n\r\v\f\u2028\u2029]/, 1);
    if (!GOES_ON.test(rest) && !CHOICE.test(rest)) last = winner;
  }
  if (last === undefined) return null;
  return last === 'A' || last === 'B' ? last : 'tie';
}
