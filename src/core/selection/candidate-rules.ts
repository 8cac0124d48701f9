/** What every method asks of the responses that it learns from (methods sheet, 0.3). */
import type { ResponseRecord } from '../records';
import { visibleContent } from '../visible-text';

/** Who wrote a response. */
export type ResponseOrigin = 'policy' | 'teacher' | 'dataset';

/** A response with its origin, the policy's where nothing is said, and whether a critic keeps it from being chosen. */
export type PooledResponse = Omit<ResponseRecord, 'origin'> & {
  origin?: ResponseOrigin | undefined;
  isVetoed?: boolean | undefined;
};

export function originOf(response: PooledResponse): ResponseOrigin {
  return response.origin ?? 'policy';
}

/** What was given in a file has no count, and so is not shorter than anything. */
export function tokensOf({ tokens = Infinity }: Pick<ResponseRecord, 'tokens'>): number {
  return tokens;
}

/** A response that was cut at the token limit, is vetoed, or holds nothing that can be seen, is nothing to learn to write. */
export function mayBeChosen(response: Pick<PooledResponse, 'finishReason' | 'text' | 'isVetoed'>): boolean {
  return isEligible(response) && !isBlank(response);
}

/** Ended by itself, and vetoed by no critic. */
export function isEligible({ finishReason, isVetoed }: Pick<PooledResponse, 'finishReason' | 'isVetoed'>): boolean {
  return finishReason === 'stop' && isVetoed !== true;
}

export function isBlank({ text }: Pick<ResponseRecord, 'text'>): boolean {
  return visibleContent(text) === '';
}

/** Texts that are the same to a reader teach no preference. */
export function readSame(a: Pick<ResponseRecord, 'text'>, b: Pick<ResponseRecord, 'text'>): boolean {
  return visibleContent(a.text) === visibleContent(b.text);
}

/** In code units and not by locale, so that the order is the same on every machine. */
export function byId(a: { id: string }, b: { id: string }): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Every unordered pair, the earlier item first. */
export function pairsOf<Item>(items: readonly Item[]): [first: Item, second: Item][] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): [Item, Item] => [first, second]));
}
