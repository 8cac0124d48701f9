import type { ArenaHardAnswer, RecordedStyle } from './arena-hard-formats';

/** How an answer is written: its length in tokens, and Markdown outside blocks of code. */
export interface AnswerStyle {
  tokens: number;
  headers: number;
  listItems: number;
  bold: number;
}

export type StyleFeature = 'length' | 'headers' | 'lists' | 'bold';

/** Counted from the text, or as the file states it; only counts of one kind can be compared. */
export function answerStyles(first: ArenaHardAnswer, second: ArenaHardAnswer): [AnswerStyle, AnswerStyle] {
  if (first.metadata && second.metadata) return [recorded(first.metadata), recorded(second.metadata)];
  return [countStyle(first.answer), countStyle(second.answer)];
}

/** Words and single signs stand for tokens: the features below are of ratios, in which the unit nearly cancels. */
export function countStyle(answer: string): AnswerStyle {
  const prose = answer.replace(/```[^`]*```/gu, '');
  const matches = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  return {
    tokens: answer.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)?.length ?? 0,
    headers: matches(/^#{1,6}\s/gmu),
    listItems: matches(/^\s*(?:\d+\.|[-*+])\s/gmu),
    bold: matches(/\*\*[^*\n]+\*\*|__[^_\n]+__/gu),
  };
}

function recorded({ token_len, header_count, list_count, bold_count }: RecordedStyle): AnswerStyle {
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { tokens: token_len, headers: total(header_count), listItems: total(list_count), bold: total(bold_count) };
}

/** How far the first answer has more of a feature than the second (2406.11939): 0 for equal ones. */
export function styleDifference(feature: StyleFeature, first: AnswerStyle, second: AnswerStyle): number {
  if (feature === 'length') {
    const sum = first.tokens + second.tokens;
    return sum === 0 ? 0 : (first.tokens - second.tokens) / sum;
  }
  const [a, b] = [density(feature, first), density(feature, second)];
  return (a - b) / (a + b + 1);
}

function density(feature: Exclude<StyleFeature, 'length'>, { tokens, headers, listItems, bold }: AnswerStyle): number {
  const counts = { headers, lists: listItems, bold };
  return counts[feature] / (tokens + 1);
}
