/** Replaces the values of secrets wherever they stand in a text, also as JSON writes them. */
export function hidingSecrets(values: readonly string[]): (text: string) => string {
  const hidden = new Set(values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]));
  return (text) => [...hidden].reduce((shown, value) => shown.replaceAll(value, '[secret]'), text);
}
