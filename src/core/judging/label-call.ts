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

/** What determines the probability of the labels, and so names its call. */
export function labelCallIdentity(judge: LabelJudge, options: LabelledOptions, reasoning?: string): CallIdentity {
  const messages = judge.goesOn ? begun(options, reasoning) : asked(options, reasoning);
  return { modelDigest: judge.digest, messages, sampling: judge.goesOn ? CONTINUED : REPLIED, seed: 0 };
}

function begun(options: LabelledOptions, reasoning: string | undefined): Message[] {
  return reasoning === undefined ? labelPreferenceMessages(options) : labelAfterReasoning(options, reasoning);
}

function asked(options: LabelledOptions, reasoning: string | undefined): Message[] {
  if (reasoning === undefined) return labelPreferenceMessages(options).slice(0, -1);
  return [
    ...reasoningMessages(options),
    { role: 'assistant', content: reasoning.trim() },
    { role: 'user', content: 'Reply with the letter of that answer alone: "A" or "B".' },
  ];
}
