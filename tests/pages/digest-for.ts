import { digestOf } from '../../src/core/digest';

export function digestFor(...parts: readonly string[]): string {
  return digestOf({ generated: parts });
}
