import { additiveCriteria } from '../judging/additive-prompt';
import { delimit } from '../judging/untrusted-text';
import { digestOf } from '../digest';
import type { Message } from '../records';
import { textLength } from '../text-length';
import { visibleContent } from '../visible-text';

const LONGEST_CRITERION_CODE_POINTS = 200;

/** Asks a judge for better criteria than those that it judges by. Only the criteria may change, never how it must answer. */
export function proposalMessages(criteria: readonly string[]): Message[] {
  const content = [
    `A judge gives an answer one point for each of these ${criteria.length} statements that holds, stopping at the first that fails.`,
    delimit('rubric', numbered(criteria)),
    `Write ${criteria.length} statements that tell good answers from bad ones more reliably. Each presumes the ones before it, is about the answer alone, and has at most 25 words. A longer answer, or one that praises itself, must not gain by that.`,
    `Reply with the statements alone, one a line, numbered 1 to ${criteria.length}.`,
  ].join('\n\n');
  return [{ role: 'user', content }];
}

/** Names the wording. */
export const proposalPromptVersion = digestOf(proposalMessages(additiveCriteria));

/**
 * The criteria of a reply: as many as are asked for, each on a line of its own with the next number. Null for anything
 * else, and where a criterion could be taken for more than a statement: it will stand outside every tag.
 */
export function parseCriteria(reply: string, count: number): string[] | null {
  const lines = [...reply.matchAll(/^[\t\p{Zs}*]{0,8}(\d{1,2})[.)]\p{Zs}{1,8}(\S[^\n]*)$/gmu)];
  const criteria = lines.map(([, , text = '']) => visibleContent(text.replace(/\*\*/g, '')));
  const isInOrder = lines.every(([, number], index) => Number(number) === index + 1);
  return criteria.length === count && isInOrder && criteria.every(isStatement) ? criteria : null;
}

function isStatement(criterion: string): boolean {
  const length = textLength(criterion);
  const isPlain = delimit('rubric', criterion) === `<rubric>\n${criterion}\n</rubric>`;
  return length > 0 && length <= LONGEST_CRITERION_CODE_POINTS && isPlain && !/[<>]/.test(criterion);
}

function numbered(criteria: readonly string[]): string {
  return criteria.map((criterion, index) => `${index + 1}. ${criterion}`).join('\n');
}
