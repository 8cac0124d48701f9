/** A field of two recipes that is not the same, as JSON; undefined where a recipe does not have it. */
export interface RecipeDifference {
  path: string;
  first: string | undefined;
  second: string | undefined;
}

/** What two recipes do otherwise, field by field; the name of the run is no difference. */
export function recipeDifferences(first: unknown, second: unknown, path = ''): RecipeDifference[] {
  if (path === 'run') return [];
  if (isObject(first) && isObject(second)) {
    const names = new Set([...Object.keys(first), ...Object.keys(second)]);
    return [...names].flatMap((name) =>
      recipeDifferences(first[name], second[name], path === '' ? name : `${path}.${name}`),
    );
  }
  const [one, other] = [textOf(first), textOf(second)];
  return one === other ? [] : [{ path, first: one, second: other }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
