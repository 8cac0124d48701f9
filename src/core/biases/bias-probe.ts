import type { EftGroup, RankedReply } from '../records';
import { textLength } from '../text-length';
import { padAnswer } from './pad-answer';

/**
 * What a comparison finds out about a judge:
 * - `ranked`: people's best reply (first) and their worst: position, and length against people.
 * - `padded`: people's best reply (first) and the same padded with repeats: length alone.
 * - `own`: the judge's own answer (first) and people's best reply: whether it favours itself.
 */
export type ProbeKind = 'ranked' | 'padded' | 'own';

/** Two texts to compare in both orders. */
export interface BiasProbe {
  id: string;
  kind: ProbeKind;
  promptId: string;
  prompt: string;
  first: string;
  second: string;
  /** In code points. */
  firstLength: number;
  secondLength: number;
}

/** At most three probes of each group; `own` where the judge answered the prompt with another text. */
export function biasProbes(groups: readonly EftGroup[], ownAnswers: ReadonlyMap<string, string>): BiasProbe[] {
  return groups.flatMap((group) => {
    const [best, worst] = [byRank(group, Math.min), byRank(group, Math.max)];
    const own = ownAnswers.get(group.id);
    return [
      probe(group, 'ranked', best.text, worst.text),
      probe(group, 'padded', best.text, padAnswer(best.text)),
      ...(own === undefined ? [] : [probe(group, 'own', own, best.text)]),
    ].filter(({ first, second }) => first !== second);
  });
}

function byRank({ id, replies }: EftGroup, extreme: (...ranks: number[]) => number): RankedReply {
  const wanted = extreme(...replies.map(({ rank }) => rank));
  const found = replies.find(({ rank }) => rank === wanted);
  if (!found) throw new RangeError(`group ${id} has no reply`);
  return found;
}

function probe({ id, prompt }: EftGroup, kind: ProbeKind, first: string, second: string): BiasProbe {
  const lengths = { firstLength: textLength(first), secondLength: textLength(second) };
  return { id: `${id}.${kind}`, kind, promptId: id, prompt, first, second, ...lengths };
}
