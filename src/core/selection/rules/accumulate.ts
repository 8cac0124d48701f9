import type { FeedbackRecord } from '../../feedback-records';
import type { PairRecord } from '../../records';
import type { PromptRow } from '../../training/method-rows';
import type { SftRow } from '../../training/rows';
import type { PromptRecords, Selected, SelectionScope, Selector } from '../selector';
import { seedScope } from '../../seed-scope';

/** What a rule gives of one prompt. */
export interface PromptExamples {
  pairs?: readonly PairRecord[];
  imitated?: readonly SftRow[];
  asked?: readonly PromptRow[];
  discarded: Readonly<Record<string, number>>;
  /** Numbers that add up over prompts. */
  figures?: Readonly<Record<string, number>>;
}

/** A rule that looks at one prompt after the other and at nothing across them. */
export function accumulate(select: (records: PromptRecords) => PromptExamples): Selector {
  const total: Selected = { pairs: [], imitated: [], discarded: {}, figures: {} };
  return {
    add(records) {
      const { pairs = [], imitated = [], discarded, figures = {}, asked } = select(records);
      total.pairs.push(...pairs);
      total.imitated.push(...imitated);
      if (asked) (total.asked ??= []).push(...asked);
      addTo(total.discarded, discarded);
      addTo(total.figures, figures);
    },
    finish: () => total,
  };
}

export function addTo(total: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
}

/** What one kind of critic says of a prompt. */
export function feedbackOf<Kind extends FeedbackRecord['kind']>({ feedback }: PromptRecords, kind: Kind) {
  return feedback.filter((said): said is Extract<FeedbackRecord, { kind: Kind }> => said.kind === kind);
}

/**
 * What rules on preferences discarded. Pairs with too few votes are left out at 0: selections that were recorded before
 * verdicts could be sampled must come out the same to the byte.
 */
export function discardedOf({ 'too-few-votes': tooFew = 0, ...others }: Readonly<Record<string, number>>) {
  return tooFew === 0 ? others : { ...others, 'too-few-votes': tooFew };
}

/** What the rules of methods take of one prompt. */
export function recordsOf<Feedback>(
  { prompt, responses }: PromptRecords,
  feedback: readonly Feedback[],
  scope: SelectionScope,
) {
  return { scope: seedScope(scope), prompts: [prompt], responses, feedback };
}

/** What could not be measured is left out, not shown as 0. */
export function measuredOf(figures: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
