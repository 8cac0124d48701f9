/** The fields of `over` laid over those of `under`: sections are merged, and what names another kind replaces all of it. */
export function mergeRecipes(under: unknown, over: unknown): unknown {
  if (!isSection(under) || !isSection(over)) return over === undefined ? under : over;
  if (over['kind'] !== undefined && over['kind'] !== under['kind']) return over;
  const names = [...new Set([...Object.keys(under), ...Object.keys(over)])];
  // Not by assignment: a field that is called __proto__ must be refused as an unknown field, not change the object.
  return Object.fromEntries(names.map((name) => [name, mergeRecipes(own(under, name), own(over, name))]));
}

export function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(section: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(section, name) ? section[name] : undefined;
}
