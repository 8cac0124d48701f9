/** Where a refusal says so: a later "I cannot" is more often part of an answer. */
const OPENING_CODE_UNITS = 300;

const CANNOT =
  "(?:can(?:no|')t|can not|could(?:n't| not)|won't|will not|am not able to|'m not able to|am unable to|'m unable to)";
const ADVERB = '(?: (?:really|just|simply|ever|in good conscience|directly|actually))?';
/** What a refusal refuses; "I cannot wait" and "I can't recommend it enough" are none. */
const HELP =
  '(?:help(?! but)|assist|provide|answer|comply|fulfil|fulfill|do (?:that|this|so)|support|participate|engage|write|create|generate|produce|discuss|offer|give|share|continue|respond|complete|carry out|process|accommodate|be (?:able to|part))';

const REFUSALS = [
  `\\b(?:i|we)(?: am sorry,? but i| regret that i)? ?${CANNOT}${ADVERB} ${HELP}\\b`,
  `\\b(?:i|we)(?: must| have to| need to|'ll have to|'d have to|'m going to| will)?(?: respectfully| politely)? (?:decline|refuse)\\b`,
  `\\b(?:i'm|i am) (?:not comfortable|not going to|not willing|not allowed|not permitted)\\b`,
  `^(?:i'm|i am|we're|we are)? ?(?:very |truly |so )?sorry,? but (?:i|we|this|that|it)[^.]{0,60}\\b(?:can't|cannot|can not|not able|unable|against|not appropriate)\\b`,
  `\\b(?:it|that|this)(?: is not|'s not| isn't| would not be| wouldn't be) (?:appropriate|ethical|something i can)\\b[^.]{0,40}\\b(?:help|assist|provide|answer|do|discuss)\\b`,
  `\\bas an? (?:ai|artificial intelligence|language model)\\b[^.]{0,60}\\b(?:${CANNOT}|not (?:able|allowed|permitted|programmed))\\b`,
].map((source) => new RegExp(source, 'iu'));

/** Whether a response opens with a refusal, in English: a cheap guess for the over-refusal guard, not a safety verdict. */
export function looksLikeRefusal(response: string): boolean {
  const opening = response.slice(0, OPENING_CODE_UNITS).replace(/[’‘]/gu, "'").replace(/\s+/gu, ' ').trim();
  return REFUSALS.some((refusal) => refusal.test(opening));
}
