import { eftGroupSchema, judgementRecordSchema, responseRecordSchema, type EftGroup } from '../../core/records';
import { createRandom, deriveSeed } from '../../core/seeds';
import { judgeMetrics } from '../../core/statistics/judge-metrics';
import { scoredGroups } from '../../core/statistics/judge-evaluation';
import { textLength } from '../../core/text-length';
import { pairedChange, type PairedChange } from '../../core/verdict/step-verdict';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { acceptedModels } from '../accepted-models';
import { collectReport } from '../collect-report';
import { storedVerdicts } from '../collect/stored-verdicts';
import type { ModelReport } from '../data/model-data';
import type { ReportData } from '../report-data';

/** What two runs have on the same prompts, the first run as the older side. */
export interface PairedMeasure {
  name: 'agreement' | 'win-rate' | 'length';
  change: PairedChange;
}

export interface RunComparison {
  runs: readonly [ReportData, ReportData];
  /** The newest measured model of each run; null where it has none. */
  newest: readonly [string | null, string | null];
  /** How many held-out prompts both runs have, with the same replies. */
  samePrompts: number;
  paired: PairedMeasure[];
}

/** Two runs side by side; where held-out prompts are the same, their newest models are compared on each of them. */
export async function collectComparison(
  store: ArtifactStore,
  first: string,
  second: string,
  writtenAt = new Date(),
): Promise<RunComparison> {
  const one = (await collectReport(store, first, { writtenAt })).data;
  const other = (await collectReport(store, second, { writtenAt })).data;
  const [before, after] = [newestOf(one), newestOf(other)];
  const groups = await sameGroups(store, first, second);
  return {
    runs: [one, other],
    newest: [before?.name ?? null, after?.name ?? null],
    samePrompts: groups.length,
    paired:
      before && after ? await pairedMeasures(store, groups, [measuredIn(one, before), measuredIn(other, after)]) : [],
  };
}

function newestOf(report: ReportData): ModelReport | undefined {
  return acceptedModels(report).findLast(({ evaluation }) => evaluation);
}

interface MeasuredModel {
  run: string;
  model: string;
  /** The name under which the SFT baseline was compared with it. */
  baseline: string | undefined;
}

function measuredIn({ run }: ReportData, { name, comparisons }: ModelReport): MeasuredModel {
  return { run, model: name, baseline: comparisons.find(({ againstBaseline }) => againstBaseline)?.older };
}

async function sameGroups(store: ArtifactStore, first: string, second: string): Promise<EftGroup[]> {
  const others = new Set((await heldOut(store, second)).map((group) => JSON.stringify(group)));
  return (await heldOut(store, first)).filter((group) => others.has(JSON.stringify(group)));
}

async function heldOut(store: ArtifactStore, run: string): Promise<EftGroup[]> {
  const artifact = await store.find(runLayout(run).seed('held-out.jsonl'));
  return artifact ? store.readRows(artifact, eftGroupSchema) : [];
}

type ByPrompt = ReadonlyMap<string, number>;

async function pairedMeasures(
  store: ArtifactStore,
  groups: readonly EftGroup[],
  [first, second]: readonly [MeasuredModel, MeasuredModel],
): Promise<PairedMeasure[]> {
  const measures = [
    { name: 'agreement', of: (model: MeasuredModel) => agreements(store, groups, model) },
    { name: 'win-rate', of: (model: MeasuredModel) => points(store, model) },
    { name: 'length', of: (model: MeasuredModel) => lengths(store, model) },
  ] as const;
  const seed = deriveSeed({ run: `${first.run}/${second.run}`, iteration: 0, promptId: '', purpose: 'comparison' });
  const random = createRandom(seed);
  const found: PairedMeasure[] = [];
  for (const { name, of } of measures) {
    const [before, after] = [await of(first), await of(second)];
    const items = groups.flatMap(({ id }) => {
      const [older, newer] = [before.get(id), after.get(id)];
      return older === undefined || newer === undefined ? [] : [{ older, newer }];
    });
    const change = pairedChange(items, random);
    if (change) found.push({ name, change });
  }
  return found;
}

/** Pairwise accuracy (0 to 1) on each held-out instruction. */
async function agreements(
  store: ArtifactStore,
  groups: readonly EftGroup[],
  { run, model }: MeasuredModel,
): Promise<ByPrompt> {
  const artifact = await store.find(runLayout(run).evaluation(model, 'judgements.jsonl'));
  const scored = scoredGroups(groups, artifact ? await store.readRows(artifact, judgementRecordSchema) : []);
  return new Map(
    groups.flatMap(({ id }, index): [string, number][] => {
      const group = scored[index];
      const accuracy = group ? judgeMetrics([group]).metrics.pairwiseAccuracy : null;
      return accuracy === null ? [] : [[id, accuracy]];
    }),
  );
}

/** 1 where the model's answer was preferred to its run's SFT baseline, 0 where it was not, 1/2 for a tie. */
async function points(store: ArtifactStore, { run, model, baseline }: MeasuredModel): Promise<ByPrompt> {
  const verdicts = baseline === undefined ? [] : await storedVerdicts(store, run, model, baseline);
  return new Map(
    verdicts.flatMap(({ promptId, winner }): [string, number][] =>
      winner === 'null' ? [] : [[promptId, { first: 1, second: 0, tie: 0.5 }[winner]]],
    ),
  );
}

/** Of the answers, in code points. */
async function lengths(store: ArtifactStore, { run, model }: MeasuredModel): Promise<ByPrompt> {
  const artifact = await store.find(runLayout(run).evaluation(model, 'answers.jsonl'));
  const answers = artifact ? await store.readRows(artifact, responseRecordSchema) : [];
  return new Map(answers.map(({ promptId, text }) => [promptId, textLength(text)]));
}
