import { z } from 'zod';
import { feedbackText } from '../../core/feedback-text';
import type { FeedbackRecord } from '../../core/feedback-records';
import { pairRecordSchema, type JudgementRecord, type PairRecord } from '../../core/records';
import { textLength } from '../../core/text-length';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { IterationReport, PairSample } from '../data/iteration-data';
import { shortened } from '../first-characters';
import type { Judgement, PairDetail, PairRow, Side } from '../page/pair-data';
import { titleOf } from '../title-of';
import { chooseSamples, gapOf, isScored } from './choose-samples';
import { createMean } from './mean';
import { storedJson } from './stored-json';

const SAMPLES = 12;

const selectionSchema = z.object({ discarded: z.record(z.string(), z.int()).default({}) });

export interface CollectedPairs {
  summary: Omit<NonNullable<IterationReport['pairs']>, 'samples'>;
  samples: PairRecord[];
  /** Those that the page carries, in the order in which they are recorded. */
  browsed: PairRecord[];
}

/** A pair as the page carries it. */
export interface BrowsedPair {
  row: PairRow;
  detail: PairDetail;
}

export async function collectPairs(
  store: ArtifactStore,
  layout: ReturnType<typeof iterationLayout>,
  mostBrowsed: number,
): Promise<CollectedPairs | undefined> {
  const artifact = await store.find(layout.pairs);
  if (!artifact) return undefined;
  const pairs = await store.readRows(artifact, pairRecordSchema);
  const selection = await storedJson(store, layout.selection, selectionSchema);
  const [gap, chosen, rejected] = [createMean(), createMean(), createMean()];
  for (const pair of pairs) {
    if (isScored(pair)) gap.add(gapOf(pair));
    chosen.add(textLength(pair.chosen));
    rejected.add(textLength(pair.rejected));
  }
  const summary = {
    count: pairs.length,
    meanGap: gap.value(),
    chosenMeanCharacters: chosen.value(),
    rejectedMeanCharacters: rejected.value(),
    discarded: selection?.discarded ?? {},
  };
  const carried = new Set(chooseSamples(pairs, mostBrowsed));
  return { summary, samples: chooseSamples(pairs, SAMPLES), browsed: pairs.filter((pair) => carried.has(pair)) };
}

/** What is known of the sides of pairs: judgements by response, and what other critics said by their ids. */
export interface SaidOfPairs {
  judgements: ReadonlyMap<string, readonly JudgementRecord[]>;
  feedback: ReadonlyMap<string, FeedbackRecord>;
  metaVerdicts: ReadonlyMap<string, readonly FeedbackRecord[]>;
}

export function toSample(pair: PairRecord, said: SaidOfPairs): PairSample {
  const answer = (id: string, text: string, score: number | null) => ({
    id,
    text: shortened(text),
    score,
    judgements: (said.judgements.get(id) ?? []).map((judgement) => ({ id: judgement.id, ...spoken(judgement) })),
  });
  return {
    id: pair.id,
    promptId: pair.promptId,
    prompt: shortened(pair.prompt),
    chosen: answer(pair.chosenId, pair.chosen, pair.chosenScore),
    rejected: answer(pair.rejectedId, pair.rejected, pair.rejectedScore),
    unlabelled: pair.unlabelled ?? false,
  };
}

export function toBrowsed(pair: PairRecord, iteration: string, said: SaidOfPairs): BrowsedPair {
  const side = (id: string, text: string): Side => ({
    id,
    text: shortened(text),
    judgements: (said.judgements.get(id) ?? []).map(spoken),
  });
  const sides = { chosen: side(pair.chosenId, pair.chosen), rejected: side(pair.rejectedId, pair.rejected) };
  const named = pair.judgementIds.flatMap((id) => said.feedback.get(id) ?? []);
  const ofSides = [pair.chosenId, pair.rejectedId].flatMap((id) => said.metaVerdicts.get(id) ?? []);
  const sayings = (records: readonly FeedbackRecord[]) =>
    records.map(feedbackText).map(({ title, texts }) => ({ title, texts: texts.map(shortened) }));
  const meta = [...new Set([...named, ...ofSides])].filter(({ kind }) => kind === 'meta-verdict');
  return {
    row: {
      id: pair.id,
      iteration,
      kind: pair.messages ? 'judgements' : pair.prefix === undefined ? 'answers' : 'steps',
      title: titleOf(pair.prompt),
      chosenScore: pair.chosenScore,
      rejectedScore: pair.rejectedScore,
      chosenLength: textLength(pair.chosen),
      rejectedLength: textLength(pair.rejected),
      judgements: sides.chosen.judgements.length + sides.rejected.judgements.length,
      metaJudgements: meta.length,
    },
    detail: {
      promptId: pair.promptId,
      prompt: shortened(pair.prompt),
      prefix: pair.prefix === undefined ? null : shortened(pair.prefix),
      weight: pair.weight,
      confidence: pair.confidence ?? null,
      ...sides,
      unlabelled: pair.unlabelled ?? false,
      metaJudgements: sayings(meta),
      others: sayings(named.filter(({ kind }) => kind !== 'meta-verdict')),
    },
  };
}

function spoken({ text, outcome }: JudgementRecord): Judgement {
  return { score: outcome.kind === 'scored' ? outcome.score : null, text: shortened(text) };
}
