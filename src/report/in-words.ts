/** A name of a record as a person reads it: `too-few-scored` as "too few scored", `tooSimilar` as "too similar". */
export function inWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}
