/** The name of M_index; attempts after the first, made when a person rejects one, have names of their own (M2.2). */
export function modelName(index: number, attempt: number): string {
  return attempt === 1 ? `M${index}` : `M${index}.${attempt}`;
}
