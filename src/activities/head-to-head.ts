import { z } from 'zod';
import { combineVerdicts, comparisonMessages, parseVerdict, verdictOf } from '../core/judging/pairwise-prompt';
import {
  eftGroupSchema,
  responseRecordSchema,
  verdictRecordSchema,
  type Artifact,
  type Message,
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
import { constrainedChoice } from './labelling/constrained-choice';
import { textCall, textReplySchema } from './labelling/text-call';
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
  prompt: { id: string; prompt: string },
  first: ResponseRecord,
  second: ResponseRecord,
): Promise<VerdictRecord> {
  const ask = (order: 'forward' | 'backward') => {
    const [a, b] = order === 'forward' ? [first, second] : [second, first];
    return askOrder(
      runner,
      input,
      prompt.id,
      comparisonMessages({ prompt: prompt.prompt, first: a.text, second: b.text }),
      order,
    );
  };
  const [forward, backward] = await Promise.all([ask('forward'), ask('backward')]);
  const verdicts = { forward: verdictOf(forward.slot, 'forward'), backward: verdictOf(backward.slot, 'backward') };
  return {
    id: `${prompt.id}.${input.newer}-${input.older}`,
    promptId: prompt.id,
    firstModel: first.model,
    secondModel: second.model,
    ...verdicts,
    winner: combineVerdicts(verdicts.forward, verdicts.backward),
    texts: [forward.text, backward.text],
    judge: input.judge.digest,
    callKeys: [forward.key, backward.key],
  };
}

/** One order. A judge that names no winner is made to name one, as a judge without a score is. */
async function askOrder(
  runner: CallRunner,
  input: CompareModelsInput,
  promptId: string,
  messages: Message[],
  order: 'forward' | 'backward',
) {
  const purpose = `head-to-head/${input.newer}/${input.older}/${order}`;
  const seed = deriveSeed({ ...seedScope({ ...input, iteration: 0, attempt: 1 }), promptId, purpose });
  const greedy = { temperature: 0, topP: 1 };
  const sampling = { ...greedy, maxTokens: input.settings.maxTokens };
  const served = input.judge;
  const call = textCall({ served, messages, sampling, seed, samples: 1, row: promptId, affinity: promptId });
  const outcome = await runner.run(call, textReplySchema);
  const [key = ''] = call.keys;
  const text = outcome.kind === 'answered' ? (outcome.replies[0]?.text ?? '') : '';
  const slot = parseVerdict(text);
  if (slot !== null || outcome.kind === 'quarantined') return { key, text, slot };
  const choices = ['A', 'B', 'tie'];
  const question = {
    served,
    messages,
    unfinished: text,
    opening: 'Winner: ',
    choices,
    ...greedy,
    seed,
    row: promptId,
    affinity: promptId,
  };
  const constrained = await constrainedChoice(runner, question);
  if (!constrained) return { key, text, slot };
  return { key: constrained.key, text: constrained.text, slot: parseVerdict(`Winner: ${constrained.choice}`) };
}
