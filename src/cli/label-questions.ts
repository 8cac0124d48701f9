import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { VllmClient } from 'vllm-client';
import { delayAfterMs, failureClassOf } from '../activities/labelling/failure-policy';
import { createPlaces } from '../activities/labelling/places';
import { parseQuestionLabels } from '../core/benchmarks/parse-question-labels';
import type { ModelLabelledQuestion } from '../core/benchmarks/question-labels';
import { questionLabelsMessages, questionLabelsVersion } from '../core/benchmarks/question-labels-prompt';

/** Failures of one call, over half a minute, before the command ends; what is labelled stays. */
const MOST_FAILURES = 7;

/** Three short lines, and room for a model that says more. */
const SAMPLING = { temperature: 0, topP: 1, maxTokens: 256 };

export interface Question {
  instruction: string;
  index?: number | undefined;
}

export interface QuestionLabelling {
  client: VllmClient;
  model: string;
  callsInFlight: number;
  signal: AbortSignal;
  /** Keeps a row, in the order in which replies come; the next one waits for it. */
  keep: (row: ModelLabelledQuestion) => Promise<void>;
}

/** A question that the server will not take, for example because it is too long. */
export interface RefusedQuestion {
  instruction: string;
  reason: string;
}

/**
 * Asks a model for the labels of every question, and again after failures that may pass. @throws the error of a call that
 * always fails; the other calls end with it
 */
export async function labelQuestions(
  questions: readonly Question[],
  { client, model, callsInFlight, keep, ...options }: QuestionLabelling,
): Promise<RefusedQuestion[]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const places = createPlaces(callsInFlight);
  let kept = Promise.resolve();

  async function ask(instruction: string): Promise<string> {
    const request = { model, messages: questionLabelsMessages(instruction), ...SAMPLING };
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      try {
        const { choices } = await client.chat(request, { signal });
        return choices[0]?.text ?? '';
      } catch (error) {
        const mayPass = ['capacity', 'transient'].includes(failureClassOf(error));
        if (signal.aborted || !mayPass || failures >= MOST_FAILURES) throw error;
        await setTimeout(delayAfterMs(failures), undefined, { signal });
      }
    }
  }

  async function label({ instruction, index }: Question): Promise<RefusedQuestion | null> {
    try {
      const reply = await ask(instruction);
      const about = { instruction, ...(index === undefined ? {} : { index }) };
      const by = { model, promptVersion: questionLabelsVersion, reply };
      kept = kept.then(() => keep({ ...about, ...parseQuestionLabels(reply), ...by }));
      await kept;
      return null;
    } catch (error) {
      if (error instanceof Error && failureClassOf(error) === 'invalid') return { instruction, reason: error.message };
      stop.abort(error);
      throw error;
    }
  }

  const ended = await Promise.allSettled(questions.map((question) => places.hold(() => label(question))));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw stop.signal.reason ?? failed.reason;
  return ended.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
}
