import { wordsOf } from './words';

/** Equal for prompts that differ only in case, punctuation or spacing: such prompts count as the same one. */
export function promptKey(text: string): string {
  return wordsOf(text).join(' ') || text.trim();
}
