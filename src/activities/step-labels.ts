import { problemsOf } from '../core/process/problems';
import type { StepLabelsRecord } from '../core/process/step-labels-record';
import { iftRecordSchema, type Artifact } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { deriveSeed } from '../core/seeds';
import type { Shard } from '../core/shards';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { runLayout, shardName } from '../store/run-layout';
import { answerPrompt } from './labelling/answer-prompt';
import { labelSolution } from './labelling/label-solution';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';

export interface LabelStepsInput {
  run: string;
  seed: number;
  /** M_1, which writes the solutions and goes on with them. */
  model: ServedModel;
  ift: Artifact;
  shard: Shard;
  settings: NonNullable<Recipe['processRewardModel']>['rollOuts'];
  calls: CallSettings;
}

/** Solutions to the problems of a shard of the IFT seed, their steps labelled by roll-outs (methods sheet, 11.1). */
export async function labelSteps(deps: LabellingDependencies, input: LabelStepsInput): Promise<FinishedShard> {
  const { run, model, ift, shard, settings, calls } = input;
  const { solutions, tag, sampling, ...rule } = settings;
  const layout = runLayout(run);
  const name = shardName(shard.index);
  const scope = seedScope({ ...input, iteration: 0, attempt: 1 });
  const seed = (await deps.store.readRows(ift, iftRecordSchema)).slice(shard.from, shard.to);
  const problems = problemsOf(seed, tag);
  return workOnShard<StepLabelsRecord>({
    ...deps,
    served: model,
    settings: calls,
    output: layout.seed(`step-labels/${name}.jsonl`),
    calls: layout.seed(`calls/step-labels-${name}.jsonl`),
    journal: layout.seed(`journals/step-labels-${name}`),
    total: problems.length,
    work: async (runner, advance) => {
      const labelled = await Promise.all(
        problems.map(async (problem) => {
          const solved = await answerPrompt(runner, {
            policy: model,
            prompt: { id: problem.id, text: problem.prompt },
            samples: solutions,
            sampling,
            seed: deriveSeed({ ...scope, promptId: problem.id, purpose: 'solution' }),
            responseId: (index) => `${problem.id}.s${index}`,
          });
          const request = { model, problem, sampling, scope, ...rule };
          const records = await Promise.all(solved.map((solution) => labelSolution(runner, request, solution)));
          advance();
          return records;
        }),
      );
      return labelled.flat();
    },
  });
}
