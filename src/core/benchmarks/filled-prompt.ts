import type { Message } from '../records';
import type { JudgePrompt } from './questions';

/** Asks by one of FastChat's prompts; places without a text stay as they are. */
export function filledPrompt(
  { system, template }: JudgePrompt,
  texts: readonly (readonly [place: string, text: string | undefined])[],
): Message[] {
  const places = new Map(texts);
  // In one pass, so that no answer fills a place.
  const content = template.replace(/\{(\w+)\}/g, (place, name: string) => places.get(name) ?? place);
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
}
