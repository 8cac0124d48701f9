import { endWithChoice } from '../../core/judging/unfinished-reply';
import type { Message } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { textCall, textReplySchema } from './text-call';

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
  row: string;
  affinity: string;
}

/** The whole text with its choice, or undefined when the row had to be set aside. */
export async function constrainedChoice(
  runner: CallRunner,
  { served, messages, unfinished, opening, choices, temperature, topP, seed, row, affinity }: ConstrainedChoice,
): Promise<{ text: string; choice: string; key: string } | undefined> {
  const start = `${unfinished.trimEnd()}\n${opening}`;
  const call = textCall({
    served,
    ...endWithChoice({ messages, start, choices, temperature, topP }),
    seed,
    samples: 1,
    row,
    affinity,
  });
  const outcome = await runner.run(call, textReplySchema);
  const [key] = call.keys;
  if (outcome.kind === 'quarantined' || key === undefined) return undefined;
  const choice = outcome.replies[0]?.text.trim() ?? '';
  return { text: `${start}${choice}`, choice, key };
}
