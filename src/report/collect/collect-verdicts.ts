import { eftGroupSchema, judgementRecordSchema, responseRecordSchema, type EftGroup } from '../../core/records';
import { runVerdict, type StepFigures, type StepVerdict } from '../../core/verdict/run-verdict';
import { stepFigures, type EvaluatedModel } from '../../core/verdict/step-figures';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { ModelReport } from '../data/model-data';
import { storedVerdicts } from './stored-verdicts';

/** What each model shows against the one before it and against the SFT baseline, of those that were evaluated. */
export async function collectVerdicts(
  store: ArtifactStore,
  { run, seed, models }: { run: string; seed: number; models: readonly ModelReport[] },
): Promise<StepVerdict[]> {
  const artifact = await store.find(runLayout(run).seed('held-out.jsonl'));
  const groups = artifact ? await store.readRows(artifact, eftGroupSchema) : [];
  // Another name of the same weights shows nothing about them.
  const measured = models.filter(({ replaced, evaluation, sameAs }) => !replaced && evaluation && sameAs === null);
  const steps: StepFigures[] = [];
  for (const [index, newer] of measured.entries()) {
    if (newer.name === 'sft') continue;
    const before = measured.slice(0, index);
    const previous = before.findLast(({ name }) => name !== 'sft');
    const baseline = before.find(({ name }) => name === 'sft');
    for (const older of new Set([previous, baseline]))
      if (older) steps.push(await figuresOf(store, run, { groups, newer, older }));
  }
  return runVerdict(steps, seed);
}

async function figuresOf(
  store: ArtifactStore,
  run: string,
  { groups, newer, older }: { groups: readonly EftGroup[]; newer: ModelReport; older: ModelReport },
): Promise<StepFigures> {
  const comparison = newer.comparisons.find((each) => each.older === older.name);
  return stepFigures({
    groups,
    newer: await evaluated(store, run, newer.name),
    older: await evaluated(store, run, older.name),
    verdicts: comparison ? await storedVerdicts(store, run, newer.name, older.name) : [],
    selfJudged: comparison?.selfJudged ?? false,
  });
}

async function evaluated(store: ArtifactStore, run: string, name: string): Promise<EvaluatedModel> {
  const layout = runLayout(run);
  const judgements = await store.find(layout.evaluation(name, 'judgements.jsonl'));
  const answers = await store.find(layout.evaluation(name, 'answers.jsonl'));
  return {
    name,
    judgements: judgements ? await store.readRows(judgements, judgementRecordSchema) : [],
    answers: answers ? await store.readRows(answers, responseRecordSchema) : [],
  };
}
