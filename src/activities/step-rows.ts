import { ApplicationFailure } from '@temporalio/activity';
import { problemsOf } from '../core/process/problems';
import { stepLabelCounts } from '../core/process/step-label-counts';
import { stepLabelsRecordSchema } from '../core/process/step-labels-record';
import { iftRecordSchema, labelledStepsSchema, type Artifact } from '../core/records';
import { stepsRow } from '../core/training/steps-row';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

export interface WriteStepRowsInput {
  run: string;
  /** The steps that people labelled, or else the prompts of what was labelled by roll-outs. */
  from: { given: Artifact } | { ift: Artifact; labels: Artifact[]; tag?: string | undefined };
}

/** The training rows of the process reward model, a labelled solution a row. */
export async function writeStepRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run, from }: WriteStepRowsInput,
): Promise<Artifact> {
  const layout = runLayout(run);
  const output = layout.seed('PRM.training.jsonl');
  if ('given' in from)
    return store.writeRows(output, (await store.readRows(from.given, labelledStepsSchema)).map(stepsRow));
  const seed = await store.readRows(from.ift, iftRecordSchema);
  const problems = new Map(problemsOf(seed, from.tag).map((problem) => [problem.id, problem]));
  const shards = await Promise.all(from.labels.map((artifact) => store.readRows(artifact, stepLabelsRecordSchema)));
  const records = shards.flat();
  const counts = stepLabelCounts(records, { prompts: seed.length, problems: problems.size });
  await store.writeJson(layout.seed('step-label-counts.json'), counts);
  const rows = records.flatMap(({ solutionId: id, promptId, steps, labels }) => {
    const problem = problems.get(promptId);
    return problem && labels.length > 0 ? [stepsRow({ id, prompt: problem.prompt, steps, labels })] : [];
  });
  if (rows.length > 0) return store.writeRows(output, rows);
  throw ApplicationFailure.nonRetryable(
    `No solution of run "${run}" has labelled steps: of ${counts.prompts} prompts of data.ift ${counts.withoutAnswer} have no ` +
      `known answer, and of ${counts.solutions} solutions ${counts.cut} were cut, ${counts.blank} are blank, ` +
      `${counts['too-many-steps']} have too many steps and ${counts['set-aside']} were set aside`,
    'NoLabelledSteps',
  );
}
