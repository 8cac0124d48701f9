import { agreesWithRanks } from '../core/eft/agree';
import { capModalScore } from '../core/eft/cap-modal-score';
import { eftGroupSchema, iftRecordSchema, type Artifact, type EftGroup, type RankedReply } from '../core/records';
import { createRandom, deriveSeed } from '../core/seeds';
import { ApplicationFailure } from '@temporalio/activity';
import { equallyWeighted } from '../core/training/equally-weighted';
import { eftRow, iftRow, type JudgedReply } from '../core/training/rows';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { CallRunner } from './labelling/call-runner';
import { judgeResponse } from './labelling/judge-response';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';
import { seedScope } from '../core/seed-scope';

export interface SeedTrainingInput {
  run: string;
  seed: number;
  ift: Artifact;
}

/** The training rows of the SFT baseline: IFT alone. */
export async function writeBaselineRows({ store }: ActivityDependencies, input: SeedTrainingInput): Promise<Artifact> {
  const ift = await store.readRows(input.ift, iftRecordSchema);
  return store.writeRows(runLayout(input.run).seed('sft.training.jsonl'), ift.map(iftRow));
}

export interface BuildEftInput {
  run: string;
  seed: number;
  eft: Artifact;
  judge: ServedModel;
  /** Groups that the file judges keep what it says. */
  keepsGiven?: boolean;
  resamples: number;
  sampling: Recipe['judgements']['sampling'];
  calls: CallSettings;
}

/**
 * EFT groups with judgements written by a model (the SFT baseline, 2401.10020, or an external judge). A group is kept
 * with the first set of judgements, one a reply, whose scores agree with the human ranks; others lose their judgements.
 */
export async function buildEft(deps: LabellingDependencies, input: BuildEftInput): Promise<Artifact> {
  const groups = await deps.store.readRows(input.eft, eftGroupSchema);
  const isKept = (group: EftGroup) => input.keepsGiven === true && isJudged(group);
  if (groups.every(isKept)) return input.eft;
  const layout = runLayout(input.run);
  const { artifact } = await workOnShard<EftGroup>({
    ...deps,
    served: input.judge,
    settings: input.calls,
    output: layout.seed('eft-judgements.jsonl'),
    calls: layout.seed('calls/eft.jsonl'),
    journal: layout.seed('journals/eft'),
    total: groups.length,
    work: (runner, advance) =>
      Promise.all(
        groups.map(async (group) => {
          const judged = isKept(group) ? group : await judgeGroup(runner, group, input);
          advance();
          return judged;
        }),
      ),
  });
  return artifact;
}

async function judgeGroup(runner: CallRunner, group: EftGroup, input: BuildEftInput): Promise<EftGroup> {
  for (let draw = 0; draw < input.resamples; draw += 1) {
    const replies = await Promise.all(
      group.replies.map(async (reply) => {
        const [record] = await judgeResponse(runner, {
          judge: input.judge,
          prompt: { id: group.id, text: group.prompt },
          response: reply,
          samples: 1,
          sampling: input.sampling,
          seed: { ...seedScope({ ...input, iteration: 0, attempt: 1 }), purpose: `eft/${draw}` },
        });
        if (record?.outcome.kind !== 'scored') return withoutJudgement(reply);
        return { ...reply, judgement: { text: record.text, score: record.outcome.score } };
      }),
    );
    if (agreesWithRanks(replies)) return { ...group, replies };
  }
  return { ...group, replies: group.replies.map(withoutJudgement) };
}

function isJudged({ replies }: EftGroup): boolean {
  return replies.some(({ judgement }) => judgement);
}

function withoutJudgement({ id, text, rank }: RankedReply): RankedReply {
  return { id, text, rank };
}

export interface WriteAnchorRowsInput extends SeedTrainingInput {
  /** EFT groups with judgements where there are any. */
  eft: Artifact;
  modalScoreCap: number;
  /** Rows of each seed count for half of all, and not as many as there are. */
  mix?: 'natural' | 'equal' | undefined;
  /** Judgements alone, where a method leaves the answers out. */
  seeds?: 'eft';
}

export interface AnchorRows {
  rows: Artifact;
  counts: { ift: number; eft: number; unjudgedGroups: number; disagreeingGroups: number; cappedRows: number };
}

/** The training rows of M_1: IFT, and the EFT judgements that agree with the human ranks, with the modal score capped. */
export async function writeAnchorRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: WriteAnchorRowsInput,
): Promise<AnchorRows> {
  const layout = runLayout(input.run);
  const ift = input.seeds === 'eft' ? [] : await store.readRows(input.ift, iftRecordSchema);
  const groups = await store.readRows(input.eft, eftGroupSchema);
  const judged = groups.filter(isJudged);
  const agreeing = judged.filter((group) => agreesWithRanks(group.replies));
  const replies: JudgedReply[] = agreeing.flatMap((group) =>
    group.replies.flatMap(({ judgement, ...reply }) => (judgement ? [{ group, reply, judgement }] : [])),
  );
  const random = createRandom(
    deriveSeed({ ...seedScope({ ...input, iteration: 0, attempt: 1 }), promptId: '', purpose: 'cap-modal-score' }),
  );
  const capped = capModalScore({
    items: replies,
    scoreOf: (item) => item.judgement.score,
    cap: input.modalScoreCap,
    random,
  });
  const counts = {
    ift: ift.length,
    eft: capped.kept.length,
    unjudgedGroups: groups.length - judged.length,
    disagreeingGroups: judged.length - agreeing.length,
    cappedRows: capped.dropped,
  };
  if (counts.eft === 0)
    throw ApplicationFailure.nonRetryable(
      `No judgement of data.eft can be learnt from: of ${groups.length} groups ${counts.unjudgedGroups} have none and ` +
        `${counts.disagreeingGroups} have scores that disagree with the human ranks. See eft.judgements, or leave the judge untaught (anchor: ift)`,
      'NoJudgements',
    );
  const [answers, judgements] = [ift.map(iftRow), capped.kept.map(eftRow)];
  const rows = await store.writeRows(
    layout.seed('M1.training.jsonl'),
    input.mix === 'equal' ? equallyWeighted(answers, judgements) : [...answers, ...judgements],
  );
  await store.writeJson(layout.seed('eft-counts.json'), counts);
  return { rows, counts };
}
