import { canonicalJson, type Json } from './canonical-json';
import { sha256 } from './sha256';

/** `sha256:` and the digest of the value's canonical JSON: equal values have equal digests, whatever the order of their members. */
export function digestOf(value: Json): string {
  return `sha256:${sha256(canonicalJson(value))}`;
}
