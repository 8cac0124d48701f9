import type { CallIdentity } from '../call-key';
import type { Message } from '../records';
import {
  labelAfterReasoning,
  labelPreferenceMessages,
  preferenceLabels,
  reasoningMessages,
  type LabelledOptions,
} from './label-preference-prompt';
import { continueReply } from './unfinished-reply';

/** Who is asked for a label. Only vLLM is known to go on with a reply that has begun. */
export interface LabelJudge {
  digest: string;
  goesOn: boolean;
}

/** One token after the opening, with the log-probabilities of both labels. */
const CONTINUED = { temperature: 0, topP: 1, maxTokens: 1, ...continueReply, labels: [...preferenceLabels] };

/** Where the reply cannot be begun, the label is looked for among the first tokens of it. */
const REPLIED = { temperature: 0, topP: 1, maxTokens: 16, topLogprobs: 20 };

/** A question that is answered by one of the two labels. */
export interface LabelQuestion {
  /** The conversation up to the label: its last message is the beginning of the reply. */
  begun: Message[];
  /** The same for a server that is not known to go on with a reply. */
  asked: Message[];
}

/** What determines the probability of the labels, and so names its call. */
export function labelCallIdentity({ digest, goesOn }: LabelJudge, { begun, asked }: LabelQuestion): CallIdentity {
  if (goesOn) return { modelDigest: digest, messages: begun, sampling: CONTINUED, seed: 0 };
  return { modelDigest: digest, messages: asked, sampling: REPLIED, seed: 0 };
}

/** Which of two answers is better, after reasons where there are any. */
export function preferenceQuestion(options: LabelledOptions, reasoning?: string): LabelQuestion {
  const begun = reasoning === undefined ? labelPreferenceMessages(options) : labelAfterReasoning(options, reasoning);
  return { begun, asked: unbegun(options, reasoning) };
}

function unbegun(options: LabelledOptions, reasoning: string | undefined): Message[] {
  if (reasoning === undefined) return labelPreferenceMessages(options).slice(0, -1);
  return [
    ...reasoningMessages(options),
    { role: 'assistant', content: reasoning.trim() },
    { role: 'user', content: 'Reply with the letter of that answer alone: "A" or "B".' },
  ];
}
