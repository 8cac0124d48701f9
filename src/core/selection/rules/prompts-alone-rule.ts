import { promptRow } from '../../training/method-rows';
import type { Selector } from '../selector';
import { accumulate } from './accumulate';

/** PPO (2203.02155): training answers the prompts itself and asks its reward model. */
export function promptsAloneRule(): Selector {
  return accumulate(({ prompt }) => ({ asked: [promptRow(prompt)], discarded: {} }));
}
