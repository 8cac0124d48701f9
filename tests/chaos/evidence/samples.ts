import { callKey } from '../../../src/core/call-key';
import { canonicalJson } from '../../../src/core/canonical-json';
import { preferenceLabels } from '../../../src/core/judging/label-preference-prompt';
import { sha256 } from '../../../src/core/sha256';
import type { CallBody, EngineEvent, EngineStart } from './read-events';

/** One sample that an engine was asked for: what it is, when it was begun, and what became of it. */
export interface SampleMade {
  identity: string;
  /** Its key in a journal; one of several where a server does not say which model of the run it stands for. */
  keysAmong(modelDigests: readonly string[]): string[];
  begunAt: number;
  end: { kind: 'finish' | 'lost' | 'injected'; at: number } | undefined;
  weights: string;
  version: string;
}

/** Every sample of every call, in the order in which they were begun. */
export function samplesOf(events: readonly EngineEvent[]): SampleMade[] {
  const ends = new Map<string, NonNullable<SampleMade['end']>>();
  for (const event of events) {
    if (event.event !== 'finish' && event.event !== 'lost' && event.event !== 'injected') continue;
    // An injected fault ends in a lost reply as well: what came first is the cause.
    if (!ends.has(event.id)) ends.set(event.id, { kind: event.event, at: event.at });
  }
  return events.flatMap((event) => (event.event === 'start' ? samplesOfCall(event, ends.get(event.id)) : []));
}

function samplesOfCall(start: EngineStart, end: SampleMade['end']): SampleMade[] {
  const { body, weights, version, at } = start;
  return Array.from({ length: body.n }, (_, index) => ({
    identity: sha256(canonicalJson({ weights, version, ...keyParts(body), seed: body.seed + index })),
    keysAmong: (modelDigests) =>
      (version.startsWith('sha256:') ? [version] : modelDigests).map((modelDigest) =>
        callKey({ modelDigest, ...keyParts(body), seed: body.seed + index }),
      ),
    begunAt: at,
    end,
    weights,
    version,
  }));
}

/** What determines a sample beside its model and its seed; absent parameters are no part of a key. */
function keyParts(body: CallBody) {
  const sampling = {
    temperature: body.temperature,
    topP: body.top_p,
    maxTokens: body.max_tokens,
    structuredOutputs: body.structured_outputs,
    continueFinalMessage: body.continue_final_message,
    addGenerationPrompt: body.add_generation_prompt,
    stop: body.stop,
    includeStopInOutput: body.include_stop_str_in_output,
    labels: body.logprob_token_ids && [...preferenceLabels],
    promptLogprobs: body.prompt_logprobs,
  };
  return { messages: body.messages, sampling };
}
