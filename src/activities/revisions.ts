import { ApplicationFailure } from '@temporalio/activity';
import { revisionRecordSchema, type RevisionRecord } from '../core/constitution/revision-record';
import { revisionRows } from '../core/constitution/revision-rows';
import { groupBy } from '../core/group-by';
import { promptRecordSchema, responseRecordSchema, type Artifact, type ResponseRecord } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { deriveSeed } from '../core/seeds';
import { mayBeChosen } from '../core/selection/candidate-rules';
import { asAsked, type SftRow } from '../core/training/rows';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { runLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { answerPrompt } from './labelling/answer-prompt';
import { reviseResponse } from './labelling/revise-response';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';
import { promptsOfShard } from './prompts-of-shard';

export interface RevisionShardInput {
  run: string;
  seed: number;
  /** M_0, which answers, criticises and revises. */
  model: ServedModel;
  prompts: Artifact;
  /** Prompts `from` (included) to `to` (not included) of the file. */
  shard: { index: number; from: number; to: number };
  settings: Recipe['revisions'];
  calls: CallSettings;
}

/** Responses to prompts that ask for harm, with their revisions (2212.08073). */
export async function reviseResponses(deps: LabellingDependencies, input: RevisionShardInput): Promise<FinishedShard> {
  const { model, settings } = input;
  const { rounds, critiques, sampling } = settings;
  const scope = seedScope({ ...input, iteration: 0, attempt: 1 });
  return workOnPrompts<RevisionRecord>(deps, input, 'revisions', (runner, prompt) =>
    reviseResponse(runner, { model, prompt, rounds, critiques, sampling, scope }),
  );
}

/** Own answers of M_0 to ordinary prompts, so that M_1 does not forget to help. */
export async function answerHelpfully(deps: LabellingDependencies, input: RevisionShardInput): Promise<FinishedShard> {
  const { model, settings } = input;
  const scope = seedScope({ ...input, iteration: 0, attempt: 1 });
  return workOnPrompts<ResponseRecord>(deps, input, 'helpful', (runner, prompt) =>
    answerPrompt(runner, {
      policy: model,
      prompt,
      samples: settings.helpfulAnswers,
      sampling: settings.sampling,
      seed: deriveSeed({ ...scope, promptId: prompt.id, purpose: 'helpful' }),
      responseId: (index) => `${prompt.id}.r${index}`,
    }),
  );
}

async function workOnPrompts<Row>(
  deps: LabellingDependencies,
  { run, model, prompts, shard, calls }: RevisionShardInput,
  stage: 'revisions' | 'helpful',
  work: (
    ...of: [Parameters<typeof reviseResponse>[0], Parameters<typeof reviseResponse>[1]['prompt']]
  ) => Promise<Row[]>,
): Promise<FinishedShard> {
  const layout = runLayout(run);
  const name = shardName(shard.index);
  const rows = await promptsOfShard(deps.store, { prompts, shard });
  return workOnShard<Row>({
    ...deps,
    served: model,
    settings: calls,
    output: layout.seed(`${stage}/${name}.jsonl`),
    calls: layout.seed(`calls/${stage}-${name}.jsonl`),
    journal: layout.seed(`journals/${stage}-${name}`),
    total: rows.length,
    work: async (runner, advance) => {
      const made = await Promise.all(
        rows.map(async (prompt) => {
          const records = await work(runner, prompt);
          advance();
          return records;
        }),
      );
      return made.flat();
    },
  });
}

export interface WriteRevisionRowsInput {
  run: string;
  redTeam: Artifact;
  revisions: Artifact[];
  prompts: Artifact;
  helpful: Artifact[];
}

/** The training rows of M_1: the revisions of every round, and own answers to ordinary prompts. */
export async function writeRevisionRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: WriteRevisionRowsInput,
): Promise<Artifact> {
  const layout = runLayout(input.run);
  const readAll = async <Row>(artifacts: Artifact[], read: (artifact: Artifact) => Promise<Row[]>) =>
    (await Promise.all(artifacts.map(read))).flat();
  const revisions = await readAll(input.revisions, (file) => store.readRows(file, revisionRecordSchema));
  const answers = await readAll(input.helpful, (file) => store.readRows(file, responseRecordSchema));
  const byPrompt = groupBy(
    revisions.filter(({ round }) => round > 0),
    ({ promptId }) => promptId,
  );
  const revised = (await store.readRows(input.redTeam, promptRecordSchema)).map((prompt) =>
    revisionRows(prompt, byPrompt.get(prompt.id) ?? []),
  );
  const textOf = new Map((await store.readRows(input.prompts, promptRecordSchema)).map(({ id, text }) => [id, text]));
  const helpful = answers.filter(mayBeChosen).flatMap(({ id, promptId, text }): SftRow[] => {
    const asked = textOf.get(promptId);
    return asked === undefined ? [] : [{ id, prompt: asAsked(asked), completion: text, weight: 1 }];
  });
  const rows = [...revised.flatMap((each) => each.rows), ...helpful];
  const counts = {
    revisions: rows.length - helpful.length,
    cut: revised.reduce((sum, { discarded }) => sum + discarded.cut, 0),
    empty: revised.reduce((sum, { discarded }) => sum + discarded.empty, 0),
    helpful: helpful.length,
    unfitHelpful: answers.length - helpful.length,
  };
  await store.writeJson(layout.seed('revision-counts.json'), counts);
  if (counts.revisions > 0) return store.writeRows(layout.seed('M1.training.jsonl'), rows);
  throw ApplicationFailure.nonRetryable(
    `No revision is fit to be learned from: ${counts.cut} were cut at revisions.sampling.maxTokens, ${counts.empty} are empty`,
    'NoRevisions',
  );
}
