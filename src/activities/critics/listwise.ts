import type { ScoreRecord } from '../../core/feedback-records';
import { listwiseMessages } from '../../core/judging/listwise-prompt';
import { listwiseRubricOf } from '../../core/judging/listwise-rubric';
import { parseListwise } from '../../core/judging/parse-listwise';
import type { ResponseRecord } from '../../core/records';
import { createRandom, deriveSeed } from '../../core/seeds';
import type { CallRunner } from '../labelling/call-runner';
import { countReading } from '../../observability/count-reading';
import { textCall, textReplySchema } from '../labelling/text-call';
import type { CriticisedPrompt, Critique, CritiqueSettings } from './critique';

/** Whose scores these are, in records and recipes. */
const NAME = 'listwise';

type Scored = { score: number; callKey: string | undefined };

/**
 * Scores all responses of a prompt against each other, in one call (2404.03715). If a score cannot be read it is asked
 * once more; what stays without one has null, and fewer than two scores compare nothing and count for none.
 */
export const scoreTogether: Critique<'listwise'> = async (runner, settings, about) => {
  if (about.responses.length < 2) return [];
  const { scope, judge } = settings;
  const promptId = about.prompt.id;
  const shown = createRandom(deriveSeed({ ...scope, promptId, purpose: 'listwise-order' })).shuffle(about.responses);
  const first = await ask(runner, settings, { about, shown, attempt: 1 });
  const missing = shown.some(({ id }) => !first.has(id));
  const second = missing ? await ask(runner, settings, { about, shown, attempt: 2 }) : new Map<string, Scored>();
  const scores = new Map([...second, ...first]);
  for (const { id } of shown) countReading(first.has(id) ? 'first' : second.has(id) ? 'again' : 'none');
  return about.responses.map(({ id }): ScoreRecord => {
    const common = {
      kind: 'score' as const,
      id: `${id}.${NAME}`,
      promptId,
      model: judge.digest,
      responseId: id,
      critic: NAME,
    };
    const scored = scores.get(id);
    if (!scored) return { ...common, score: null, reason: 'no-score' };
    const { score, callKey } = scored;
    const from = callKey === undefined ? {} : { callKey };
    return scores.size < 2 ? { ...common, ...from, score: null, reason: 'void' } : { ...common, ...from, score };
  });
};

/** The scores of one reply by the response that they are for; none when the prompt had to be set aside. */
async function ask(
  runner: CallRunner,
  { critic, judge: served, sampling, scope }: CritiqueSettings<'listwise'>,
  { about, shown, attempt }: { about: CriticisedPrompt; shown: readonly ResponseRecord[]; attempt: 1 | 2 },
): Promise<Map<string, Scored>> {
  const { prompt } = about;
  const answers = shown.map(({ text }) => text);
  const call = textCall({
    served,
    messages: listwiseMessages({ prompt: prompt.text, answers, rubric: listwiseRubricOf(critic) }),
    sampling,
    seed: deriveSeed({ ...scope, promptId: prompt.id, purpose: `listwise/${attempt}` }),
    samples: 1,
    row: prompt.id,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  const [reply] = outcome.kind === 'answered' ? outcome.replies : [];
  const [callKey] = call.keys;
  const outcomes = parseListwise(reply?.text ?? '', shown.length);
  return new Map(
    shown.flatMap(({ id }, index): [string, Scored][] => {
      const found = outcomes[index];
      return found?.kind === 'scored' ? [[id, { score: found.score, callKey }]] : [];
    }),
  );
}
