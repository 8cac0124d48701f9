import type { VerdictRecord } from '../records';

/** A judge of a panel and its verdicts on the same comparisons, in one order. */
export interface PanelJudge {
  name: string;
  /** Judges of one family share their biases. */
  family: string;
  role: 'training' | 'independent';
  verdicts: readonly Pick<VerdictRecord, 'forward' | 'backward'>[];
  /** A figure for every iteration, the same iterations for every judge, by which it ranks them. */
  iterationRatings?: readonly number[];
}

const FEWEST_FAMILIES = 3;

/** What is wrong with a panel whose judges are too much alike. */
export function tooFewFamilies(judges: readonly Pick<PanelJudge, 'family'>[]): string | undefined {
  const families = new Set(judges.map(({ family }) => family));
  if (families.size >= FEWEST_FAMILIES) return undefined;
  return `must be of at least ${FEWEST_FAMILIES} families, got ${families.size} (${[...families].join(', ') || 'none'})`;
}

/** @throws RangeError that says what the panel lacks: judges of one family, or of training alone, cannot check each other. */
export function checkPanel(judges: readonly PanelJudge[]): void {
  const problem = tooFewFamilies(judges);
  if (problem !== undefined) throw new RangeError(`The judges of a panel ${problem}.`);
  if (judges.every(({ role }) => role === 'training')) {
    throw new RangeError('A panel needs a judge that takes no part in training.');
  }
  const names = judges.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new RangeError(`Two judges of the panel have the name "${repeated}".`);
  checkLengths(judges, 'verdicts', ({ verdicts }) => verdicts);
  checkLengths(judges, 'iterationRatings', ({ iterationRatings = [] }) => iterationRatings);
}

function checkLengths(
  judges: readonly PanelJudge[],
  field: string,
  listOf: (judge: PanelJudge) => readonly unknown[],
): void {
  const [first, ...others] = judges;
  if (!first) return;
  const expected = listOf(first).length;
  for (const judge of others) {
    const { length } = listOf(judge);
    if (length === expected) continue;
    throw new RangeError(`${judge.name} has ${length} ${field}, but ${first.name} has ${expected}.`);
  }
}
