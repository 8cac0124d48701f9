/** Two values that differ, by the path of the smallest field that holds them. */
export interface Difference {
  path: string;
  before: string;
  after: string;
}

/** The fields in which two plain values differ. */
export function differingFields(before: unknown, after: unknown, path = ''): Difference[] {
  if (isPlainObject(before) && isPlainObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return keys.flatMap((key) => differingFields(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  const [was, is] = [JSON.stringify(before) ?? 'nothing', JSON.stringify(after) ?? 'nothing'];
  return was === is ? [] : [{ path, before: was, after: is }];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
