import { promptKey } from '../core/prompts/prompt-key';
import type { EftGroup, IftRecord, PromptRecord } from '../core/records';
import { createRandom, deriveSeed } from '../core/seeds';
import { DataError } from './data-error';
import { firstTurnOf, type FirstTurn, type OasstDropReason } from './oasst-first-turn';
import { oasstTreeSchema } from './oasst-tree';
import { collectRecords } from './read-records';

export interface OasstOptions {
  seed: number;
  /** Share of the prompts with a best reply whose ranked groups become EFT, train and held-out together (paper: 2,171 of 5,371). */
  eftFraction?: number;
  /** Share of the EFT groups that are held out (paper: 541 of 2,171). */
  heldOutFraction?: number;
  /** Share of the prompts with a best reply that are set aside as prompts without an answer. */
  promptFraction?: number;
  /** Longer prompts and replies, in UTF-16 units, are left out. */
  maxCharacters?: number;
}

/** Seed records of which no two lists share a prompt. */
export interface OasstSeed {
  ift: IftRecord[];
  eftTrain: EftGroup[];
  eftHeldOut: EftGroup[];
  prompts: PromptRecord[];
  counts: OasstCounts;
}

export interface OasstCounts {
  trees: number;
  droppedTrees: Record<Exclude<OasstDropReason, 'not-ranked'> | 'repeated-prompt', number>;
  droppedReplies: Record<OasstDropReason, number>;
  /** Trees without a usable reply of rank 0; their prompts go to `prompts`. */
  withoutBestReply: number;
  /** Replies written by a model, which are kept. */
  syntheticReplies: number;
}

/** A tree with long conversations is one long line. */
const MAX_TREE_BYTES = 64 * 2 ** 20;

/**
 * Seed data from Open Assistant trees (plain or gzip JSON Lines), as in 2401.10020: English first turns; IFT from the
 * replies that people ranked best, EFT from other prompts with several ranked replies. @throws DataError
 */
export async function importOasst(files: string | readonly string[], options: OasstOptions): Promise<OasstSeed> {
  const { seed, eftFraction = 0.4, heldOutFraction = 0.25, promptFraction = 0.1, maxCharacters = 8000 } = options;
  const { turns, counts } = await readTurns([files].flat(), maxCharacters);
  const ranked = turns.filter((turn) => turn.replies[0]?.rank === 0);
  const random = createRandom(deriveSeed({ run: String(seed), iteration: 0, promptId: '', purpose: 'import-oasst' }));

  const shuffled = random.shuffle(ranked);
  const aside = new Set(shuffled.slice(0, Math.round(promptFraction * ranked.length)));
  const groups = shuffled.filter((turn) => !aside.has(turn) && distinctRanks(turn) >= 2);
  const eft = groups.slice(0, Math.round(eftFraction * ranked.length));
  const heldOut = new Set(eft.slice(0, Math.round(heldOutFraction * eft.length)));
  const train = new Set(eft.filter((turn) => !heldOut.has(turn)));

  return {
    ift: ranked.filter((turn) => !aside.has(turn) && !heldOut.has(turn) && !train.has(turn)).flatMap(toIft),
    eftTrain: ranked.filter((turn) => train.has(turn)).map(toGroup),
    eftHeldOut: ranked.filter((turn) => heldOut.has(turn)).map(toGroup),
    prompts: turns.filter((turn) => turn.replies[0]?.rank !== 0 || aside.has(turn)).map(toPrompt),
    counts: { ...counts, withoutBestReply: turns.length - ranked.length },
  };
}

async function readTurns(files: readonly string[], maxCharacters: number) {
  const counts: OasstCounts = {
    trees: 0,
    droppedTrees: { deleted: 0, 'not-english': 0, empty: 0, 'too-long': 0, 'repeated-prompt': 0 },
    droppedReplies: { deleted: 0, 'not-english': 0, empty: 0, 'too-long': 0, 'not-ranked': 0 },
    withoutBestReply: 0,
    syntheticReplies: 0,
  };
  const turns = new Map<string, FirstTurn>();
  const ids = new Set<string>();
  for (const file of files) {
    const { records, problems } = await collectRecords(file, oasstTreeSchema, { maxLineBytes: MAX_TREE_BYTES });
    if (problems.length > 0) throw new DataError(problems);
    for (const { line, record } of records) {
      counts.trees += 1;
      const outcome = firstTurnOf(record, maxCharacters);
      if (outcome.kind === 'dropped') counts.droppedTrees[outcome.reason] += 1;
      else if (turns.has(promptKey(outcome.turn.prompt))) counts.droppedTrees['repeated-prompt'] += 1;
      else if (ids.has(outcome.turn.id)) throw repeatedId(file, line, outcome.turn.id);
      else {
        ids.add(outcome.turn.id);
        turns.set(promptKey(outcome.turn.prompt), outcome.turn);
        for (const reason of outcome.turn.dropped) counts.droppedReplies[reason] += 1;
        counts.syntheticReplies += outcome.turn.replies.filter((reply) => reply.synthetic).length;
      }
    }
  }
  return { turns: [...turns.values()], counts };
}

/** A tree that is there twice has the same prompt and is dropped; the same id over another prompt would name two records. */
function repeatedId(file: string, line: number, id: string): DataError {
  const message = `"${id}" is the id of an earlier tree with another prompt`;
  return new DataError([{ file, line, path: 'message_tree_id', message }]);
}

function distinctRanks({ replies }: FirstTurn): number {
  return new Set(replies.map((reply) => reply.rank)).size;
}

function toIft({ id, prompt, replies }: FirstTurn): IftRecord[] {
  return replies.slice(0, 1).map((best) => ({ id, prompt, response: best.text }));
}

/** Ranks close up where a reply between them was left out. */
function toGroup({ id, prompt, replies }: FirstTurn): EftGroup {
  const ranks = [...new Set(replies.map((reply) => reply.rank))];
  return {
    id,
    prompt,
    replies: replies.map((reply) => ({ id: reply.id, text: reply.text, rank: ranks.indexOf(reply.rank) })),
  };
}

function toPrompt({ id, prompt }: FirstTurn): PromptRecord {
  return { id, text: prompt, source: 'seed', parents: [] };
}
