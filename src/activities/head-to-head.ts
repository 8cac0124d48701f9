import { z } from 'zod';
import { comparisonMessages } from '../core/judging/pairwise-prompt';
import {
  eftGroupSchema,
  responseRecordSchema,
  verdictRecordSchema,
  type Artifact,
  type ResponseRecord,
  type VerdictRecord,
} from '../core/records';
import { deriveSeed } from '../core/seeds';
import { headToHead, headToHeadSchema } from '../core/statistics/head-to-head';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { CallRunner } from './labelling/call-runner';
import { askBothOrders } from './labelling/ask-both-orders';
import { workOnShard, type CallSettings } from './labelling/work-on-shard';
import { seedScope } from '../core/seed-scope';

export interface CompareModelsInput {
  run: string;
  /** Names of two models whose answers are in the store. */
  newer: string;
  older: string;
  judge: ServedModel;
  /** Whether the judge is one of the two models. */
  selfJudged: boolean;
  heldOut: Artifact;
  seed: number;
  settings: Recipe['evaluation'];
  calls: CallSettings;
}

export const comparisonSchema = headToHeadSchema.extend({
  newer: z.string(),
  older: z.string(),
  selfJudged: z.boolean(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Which of two models answers better, asked in both orders; a judge that changes its mind with the order says tie. */
export async function compareModels(deps: ActivityDependencies, input: CompareModelsInput): Promise<Comparison> {
  const layout = runLayout(input.run);
  const [newer, older] = [await answersOf(deps, input, input.newer), await answersOf(deps, input, input.older)];
  const groups = (await deps.store.readRows(input.heldOut, eftGroupSchema)).filter(
    ({ id }) => newer.has(id) && older.has(id),
  );
  const { artifact } = await workOnShard<VerdictRecord>({
    ...deps,
    served: input.judge,
    settings: input.calls,
    output: layout.evaluation(input.newer, `verdicts-against-${input.older}.jsonl`),
    calls: layout.evaluation(input.newer, `calls/against-${input.older}.jsonl`),
    journal: layout.evaluation(input.newer, `journals/against-${input.older}`),
    total: groups.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        groups.map(async ({ id, prompt }) => {
          const [first, second] = [newer.get(id), older.get(id)];
          const verdict = first && second ? [await compare(runner, input, { id, prompt }, first, second)] : [];
          advance();
          return verdict;
        }),
      );
      return rows.flat();
    },
  });
  const verdicts = await deps.store.readRows(artifact, verdictRecordSchema);
  const comparison: Comparison = {
    ...headToHead(verdicts.map((verdict) => verdict.winner)),
    newer: input.newer,
    older: input.older,
    selfJudged: input.selfJudged,
  };
  const path = layout.evaluation(input.newer, `head-to-head-against-${input.older}.json`);
  await deps.store.writeJson(path, comparison);
  return comparison;
}

async function answersOf(
  { store }: ActivityDependencies,
  { run }: CompareModelsInput,
  model: string,
): Promise<Map<string, ResponseRecord>> {
  const path = runLayout(run).evaluation(model, 'answers.jsonl');
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} does not exist: ${model} was not evaluated`);
  return new Map((await store.readRows(artifact, responseRecordSchema)).map((answer) => [answer.promptId, answer]));
}

async function compare(
  runner: CallRunner,
  input: CompareModelsInput,
  { id, prompt }: { id: string; prompt: string },
  first: ResponseRecord,
  second: ResponseRecord,
): Promise<VerdictRecord> {
  const scope = seedScope({ ...input, iteration: 0, attempt: 1 });
  const purpose = `head-to-head/${input.newer}/${input.older}`;
  const verdicts = await askBothOrders(runner, {
    judge: input.judge,
    first: first.text,
    second: second.text,
    messagesOf: (shown) => comparisonMessages({ prompt, ...shown }),
    seedOf: (order) => deriveSeed({ ...scope, promptId: id, purpose: `${purpose}/${order}` }),
    sampling: { temperature: 0, topP: 1, maxTokens: input.settings.maxTokens },
    row: id,
    affinity: id,
  });
  return {
    id: `${id}.${input.newer}-${input.older}`,
    promptId: id,
    firstModel: first.model,
    secondModel: second.model,
    forward: verdicts.forward,
    backward: verdicts.backward,
    winner: verdicts.winner,
    texts: verdicts.texts,
    judge: input.judge.digest,
    callKeys: verdicts.callKeys,
  };
}
