import { groupBy } from '../group-by';
import type { EftGroup, GivenPair, IftRecord, PairRecord, PromptRecord } from '../records';
import { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import { promptRow, type PromptRow } from '../training/method-rows';
import {
  learnsFromPairs,
  pairRowOf,
  rankedPairRows,
  softPreferenceRow,
  type IterationObjective,
  type PairRow,
  type SoftPreferenceRow,
} from '../training/pair-rows';
import { iftRow, type SftRow } from '../training/rows';
import { addRecords, type LabelledRecords } from './add-records';
import { guardedSelector, type GuardSettings } from './guarded-selector';
import { holdOut } from './hold-out';
import { poolPairs, type PairPool, type PairPoolPolicy } from './pair-pool';
import type { OwnSelector } from './rules/own-rule';
import { JUDGE } from './rules/scores-of';
import { selectorOf, type SelectionRule } from './selection-rule';
import type { Selected, SelectionScope } from './selector';
import { withScoring } from './with-scoring';

export type { LabelledRecords };

export interface SelectionSettings extends SelectionScope {
  pairPool: PairPoolPolicy;
  /** Left out in what earlier versions recorded: best against worst, for DPO. */
  selection?: SelectionRule | undefined;
  objective?: IterationObjective | undefined;
  /** The share of prompts whose pairs are kept back to choose the best checkpoint; left out where the last one is kept. */
  validation?: { share: number } | undefined;
  /** Where the recipe has guard rails. */
  safety?: GuardSettings | undefined;
}

export interface TrainingSources {
  prompts: readonly PromptRecord[];
  /** Shard by shard, so that only one has to be in memory. */
  shards: AsyncIterable<LabelledRecords> | Iterable<LabelledRecords>;
  /** The pairs of earlier iterations, oldest first. */
  earlier: readonly (readonly PairRecord[])[];
  /** The seed answers: those to the prompts of a data set, and what imitated answers are mixed with. */
  ift?: readonly IftRecord[];
  /** A data set of preferences, whose prompts have the ids of their pairs. */
  given?: readonly GivenPair[];
  /** Replies as people ranked them, where the reward model of ppo learns from these beside preferences. */
  ranked?: readonly EftGroup[];
  /** What the module of the selection exports, where it is one. */
  selector?: OwnSelector | undefined;
}

export interface TrainingData extends Omit<Selected, 'imitated' | 'asked'> {
  rows: (PairRow | SftRow | PromptRow)[];
  /** Rows of what was kept back, where anything is to be. */
  validationRows?: PairRow[];
  /** Rows of the reward model, where ppo learns from one of preferences. */
  rewardRows?: SoftPreferenceRow[];
  /** How many examples the rule gave, before older ones were mixed in. */
  examples: number;
  /** The digest of the module that selected. */
  selector?: string;
  provenance: PairPool['provenance'];
}

/**
 * Pairs and training rows of an iteration from its records. The activity that makes them and the audit that makes them
 * again are this one function: the same records give the same bytes.
 */
export async function deriveTrainingData(
  settings: SelectionSettings,
  { prompts, shards, earlier, ift = [], given = [], ranked = [], selector: own }: TrainingSources,
): Promise<TrainingData> {
  const ruleOf = () => selectorOf(settings.selection ?? { kind: 'best-and-worst', critic: JUDGE }, settings, own);
  const guarded = settings.safety ? guardedSelector(ruleOf, settings.safety, settings.iteration) : ruleOf();
  const selector = withScoring(guarded, settings);
  const dataSet = {
    answers: new Map(ift.map(({ id, response }) => [id, response])),
    given: groupBy(given, ({ id }) => id),
  };
  const waiting = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  for await (const shard of shards) {
    // Steps are no responses: they come with what the model said of them.
    const promptIds = [...shard.responses, ...(shard.feedback ?? [])].map(({ promptId }) => promptId);
    const answered = [...new Set(promptIds)].flatMap((id) => waiting.get(id) ?? []);
    for (const { id } of answered) waiting.delete(id);
    addRecords(selector, answered, shard, dataSet);
  }
  // A prompt that the server refused has no response in any shard.
  addRecords(selector, [...waiting.values()], { responses: [], judgements: [] }, dataSet);
  const { imitated, asked = [], ...selected } = selector.finish();

  const pairsOf = groupBy(selected.pairs, (pair) => pair.promptId);
  const pairs = prompts.flatMap(({ id }) => pairsOf.get(id) ?? []);
  const randomFor = (purpose: string) => createRandom(deriveSeed({ ...seedScope(settings), promptId: '', purpose }));
  const { validation, objective = { kind: 'dpo' } } = settings;
  const { learned, heldOut } = validation
    ? holdOut(pairs, validation.share, randomFor('validation'))
    : { learned: pairs, heldOut: [] };
  // A prompt of a closed set may have been used before.
  const keptBack = new Set(heldOut.map(({ promptId }) => promptId));
  const older = earlier.map((ofIteration) => ofIteration.filter(({ promptId }) => !keptBack.has(promptId)));
  const pool = poolPairs({
    policy: settings.pairPool,
    byIteration: new Map([...older, learned].map((ofIteration, index) => [index + 1, ofIteration])),
    random: randomFor('pair-pool'),
  });
  // Its pairs teach the reward model, and training answers the prompts again.
  const isCompared = objective.kind === 'ppo' && settings.selection?.kind === 'soft-preference';
  const rows = () => {
    if (learnsFromPairs(objective)) return pool.pairs.map(pairRowOf(objective));
    if (objective.kind === 'ppo') return isCompared ? prompts.map(promptRow) : asked;
    return [...imitated, ...mixedIn(settings, objective.seedShare, imitated.length, ift)];
  };
  const examples = pairs.length + imitated.length + asked.length;
  return {
    ...selected,
    pairs,
    rows: rows(),
    ...(validation && learnsFromPairs(objective) ? { validationRows: heldOut.map(pairRowOf(objective)) } : {}),
    ...(isCompared ? { rewardRows: [...ranked.flatMap(rankedPairRows), ...pool.pairs.map(softPreferenceRow)] } : {}),
    examples,
    ...(own ? { selector: own.digest } : {}),
    provenance: pool.provenance,
  };
}

/** The settings by which pairs are proposed before the guard rails look at them. */
export function withoutGuards<Settings extends SelectionSettings>(settings: Settings): Settings {
  return { ...settings, safety: undefined };
}

/** What is kept of a selection beside its rows; figures, a selector and guards only where there are any. */
export function selectionSummary(derived: TrainingData): object {
  const { discarded, provenance, validationRows, figures, selector, safety, heldBack } = derived;
  return {
    discarded,
    pool: provenance,
    ...(validationRows ? { heldOut: validationRows.length } : {}),
    ...(Object.keys(figures).length > 0 ? { figures } : {}),
    ...(selector === undefined ? {} : { selector }),
    ...(safety ? { safety, heldBack } : {}),
  };
}

/** Seed answers beside the imitated ones, so that the model does not drift away from them. */
function mixedIn(scope: SelectionScope, share: number, imitated: number, ift: readonly IftRecord[]): SftRow[] {
  const wanted = imitated === 0 ? 0 : Math.round((imitated * share) / (1 - share));
  const random = createRandom(deriveSeed({ ...seedScope(scope), promptId: '', purpose: 'seed-answers' }));
  return random.shuffle(ift).slice(0, wanted).map(iftRow);
}
