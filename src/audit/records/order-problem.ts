import { callKey } from '../../core/call-key';
import { verdictOf } from '../../core/judging/combine-verdicts';
import { endWithChoice } from '../../core/judging/unfinished-reply';
import type { Recipe } from '../../recipes/recipe';
import type { AskedOrder } from './asked-orders';
import { textsOf } from './call-texts';

/** Whether one order of a comparison says what its call gave, and the call is the one of its question. */
export function orderProblem(
  { order, verdict, text, key, model, messages, seed, parse, choices }: AskedOrder,
  { calls, recipe }: { calls: ReadonlyMap<string, unknown>; recipe: Pick<Recipe, 'judgements'> },
): string | undefined {
  const given = verdictOf(parse(text), order);
  if (given !== verdict) return `says ${verdict} ${order}; its text gives ${given}`;
  const reply = textsOf(new Map([[key, calls.get(key)]])).get(key);
  const { sampling } = recipe.judgements;
  const identity = { modelDigest: model, seed };
  if (callKey({ ...identity, messages, sampling }) === key) {
    // A call that was set aside has no text, and the order no verdict.
    return text === (reply ?? '') ? undefined : `its text is not the one of its call ${key}`;
  }
  // A judge that named no winner went on with its own text and was made to choose: the text is more than the reply.
  const choice = reply?.trim() ?? '';
  if (!text.endsWith(choice)) return `its text is not the one of its call ${key}`;
  const start = text.slice(0, text.length - choice.length);
  const { temperature, topP } = sampling;
  const asked = endWithChoice({ messages, start, choices, temperature, topP });
  if (callKey({ ...identity, messages: asked.messages, sampling: { ...asked.sampling, ...asked.constraint } }) === key)
    return undefined;
  return `its call ${key} is not one with its texts, sampling, seed and model`;
}
