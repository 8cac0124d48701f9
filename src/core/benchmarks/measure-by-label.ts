import { groupBy } from '../group-by';
import { answerLengths, MOST_COMPLEX, questionTopics, type QuestionLabels } from './question-labels';

/** The labels of each way of labelling, in the order of a table. */
const LABELS: Readonly<Record<keyof QuestionLabels, readonly (string | number)[]>> = {
  topic: questionTopics,
  complexity: Array.from({ length: MOST_COMPLEX }, (_, index) => index + 1),
  expectedLength: answerLengths,
};

/** Something measured of the questions of every label that there is, of labels that could not be read, and of the rest. */
export interface ByLabel<Value> {
  buckets: { label: string; value: Value }[];
  unread: Value;
  unlabelled: Value;
}

export type ByLabels<Value> = Record<keyof QuestionLabels, ByLabel<Value>>;

/** Takes `items` apart by their label, in each way anew. `labelsOf` gives undefined for what nobody labelled. */
export function measureByLabel<Item, Value>(
  items: readonly Item[],
  labelsOf: (item: Item) => QuestionLabels | undefined,
  measure: (items: readonly Item[]) => Value,
): ByLabels<Value> {
  const measured = (way: keyof QuestionLabels): ByLabel<Value> => {
    const groups = groupBy<Item, string | number | null | undefined>(items, (item) => labelsOf(item)?.[way]);
    return {
      buckets: LABELS[way].flatMap((label) => {
        const group = groups.get(label);
        return group ? [{ label: String(label), value: measure(group) }] : [];
      }),
      unread: measure(groups.get(null) ?? []),
      unlabelled: measure(groups.get(undefined) ?? []),
    };
  };
  return { topic: measured('topic'), complexity: measured('complexity'), expectedLength: measured('expectedLength') };
}
