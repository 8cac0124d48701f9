import { labelPreferenceMessages, preferenceLabels } from '../judging/label-preference-prompt';
import type { Message, PairRecord } from '../records';
import { pairRow, type DpoRow } from './rows';

/** A row of SCIR online: two responses of which neither is the better one yet, and how the judge is asked about them. */
export type ScirRow = Omit<DpoRow, 'chosen' | 'rejected'> & {
  first: string;
  second: string;
  judgePromptForward: Message[];
  judgePromptBackward: Message[];
  labels: [string, string];
};

/** In every step the trainer asks the model itself in both orders, with the words that the preference critic uses. */
export function scirRow(pair: PairRecord): ScirRow {
  const { chosen: first, rejected: second, ...row } = pairRow(pair);
  const { prompt } = pair;
  return {
    ...row,
    first,
    second,
    judgePromptForward: labelPreferenceMessages({ prompt, optionA: first, optionB: second }),
    judgePromptBackward: labelPreferenceMessages({ prompt, optionA: second, optionB: first }),
    labels: [...preferenceLabels],
  };
}
