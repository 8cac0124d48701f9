/** The path of the first text with half of a surrogate pair: no UTF-8 can hold it, so that trainer and servers refuse it. */
export function pathOfLoneSurrogate(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return /\p{Cs}/u.test(value) ? path.join('.') : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = pathOfLoneSurrogate(member, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
