/** The answer of one order, in terms of the slots. */
export type Slot = 'A' | 'B' | 'tie';

/** The verdict must end its line: "Winner: A close call" names no winner. Every repetition is bounded: time stays linear. */
const WINNER =
  /(?<![\p{L}\p{N}])(?:[Ww]inner|WINNER)[ \t*_`]{0,8}[:：][ \t*_`"'[(]{0,8}(?:[Aa]nswer[ -])?((?:[Aa] )?(?:[Tt]ie|TIE)|A|B)(?![ \t*_`]{0,8}[\p{L}\p{N}])/gu;

/** The last "Winner: A", "Winner: B" or "Winner: tie" counts; null without one. */
export function parseVerdict(text: string): Slot | null {
  let last: string | undefined;
  for (const [, winner] of text.matchAll(WINNER)) last = winner;
  if (last === undefined) return null;
  return last === 'A' || last === 'B' ? last : 'tie';
}
