import type { Message } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { continueReply, textCall, textReplySchema } from './text-call';

/** Enough for every choice that is offered. */
const CHOICE_TOKENS = 8;

/** What a model that wrote no verdict is made to say: its own text goes on with `opening`, followed by one of the choices. */
export interface ConstrainedChoice {
  served: ServedModel;
  messages: readonly Message[];
  /** The reply so far, which the choice ends. */
  unfinished: string;
  opening: string;
  choices: string[];
  temperature: number;
  topP: number;
  seed: number;
  affinity: string;
}

/** The whole text with its choice, or undefined when the server refuses the call. */
export async function constrainedChoice(
  runner: CallRunner,
  { served, messages, unfinished, opening, choices, temperature, topP, seed, affinity }: ConstrainedChoice,
): Promise<{ text: string; choice: string; key: string } | undefined> {
  const start = `${unfinished.trimEnd()}\n${opening}`;
  const call = textCall({
    served,
    messages: [...messages, { role: 'assistant', content: start }],
    sampling: { temperature, topP, maxTokens: CHOICE_TOKENS, n: 1 },
    seed,
    affinity,
    constraint: { ...continueReply, structuredOutputs: { choice: choices } },
  });
  const outcome = await runner.run(call, textReplySchema);
  if (outcome.kind === 'refused') return undefined;
  const choice = outcome.reply[0]?.text.trim() ?? '';
  return { text: `${start}${choice}`, choice, key: call.key };
}
