import type { PairRecord } from '../../records';
import type { SftRow } from '../../training/rows';
import type { PromptRecords, Selected, SelectionScope, Selector } from '../selector';
import { seedScope } from '../../seed-scope';

/** What a rule gives of one prompt. */
export interface PromptExamples {
  pairs?: readonly PairRecord[];
  imitated?: readonly SftRow[];
  discarded: Readonly<Record<string, number>>;
  /** Numbers that add up over prompts. */
  figures?: Readonly<Record<string, number>>;
}

/** A rule that looks at one prompt after the other and at nothing across them. */
export function accumulate(select: (records: PromptRecords) => PromptExamples): Selector {
  const total: Selected = { pairs: [], imitated: [], discarded: {}, figures: {} };
  return {
    add(records) {
      const { pairs = [], imitated = [], discarded, figures = {} } = select(records);
      total.pairs.push(...pairs);
      total.imitated.push(...imitated);
      addTo(total.discarded, discarded);
      addTo(total.figures, figures);
    },
    finish: () => total,
  };
}

export function addTo(total: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
}

/** What the rules of methods take of one prompt. */
export function recordsOf<Feedback>(
  { prompt, responses }: PromptRecords,
  feedback: readonly Feedback[],
  scope: SelectionScope,
) {
  return { scope: seedScope(scope), prompts: [prompt], responses, feedback };
}
