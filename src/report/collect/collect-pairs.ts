import { z } from 'zod';
import { pairRecordSchema, type JudgementRecord, type PairRecord } from '../../core/records';
import { textLength } from '../../core/text-length';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import { firstCharacters } from '../first-characters';
import type { AnswerSample, IterationReport, PairSample } from '../report-data';
import { chooseSamples, gapOf, isScored } from './choose-samples';
import { createMean } from './mean';
import { storedJson } from './stored-json';

const SAMPLES = 12;
/** Keeps the page light when a model repeats itself to its token limit. */
const LONGEST_SAMPLE_CHARACTERS = 6000;

const selectionSchema = z.object({ discarded: z.record(z.string(), z.int()).default({}) });

export interface CollectedPairs {
  summary: Omit<NonNullable<IterationReport['pairs']>, 'samples'>;
  chosen: PairRecord[];
}

export async function collectPairs(
  store: ArtifactStore,
  layout: ReturnType<typeof iterationLayout>,
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
  return { summary, chosen: chooseSamples(pairs, SAMPLES) };
}

export function toSample(pair: PairRecord, judgements: ReadonlyMap<string, JudgementRecord>): PairSample {
  const own = pair.judgementIds.flatMap((id) => judgements.get(id) ?? []);
  const answer = (id: string, text: string, score: number | null): AnswerSample => ({
    id,
    text: shorten(text),
    score,
    judgements: own
      .filter((judgement) => judgement.responseId === id)
      .map((judgement) => ({
        id: judgement.id,
        text: shorten(judgement.text),
        score: judgement.outcome.kind === 'scored' ? judgement.outcome.score : null,
      })),
  });
  return {
    id: pair.id,
    promptId: pair.promptId,
    prompt: shorten(pair.prompt),
    chosen: answer(pair.chosenId, pair.chosen, pair.chosenScore),
    rejected: answer(pair.rejectedId, pair.rejected, pair.rejectedScore),
  };
}

function shorten(text: string): string {
  const shortened = firstCharacters(text, LONGEST_SAMPLE_CHARACTERS);
  if (shortened.kind === 'whole') return text;
  return `${shortened.opening} […${shortened.left} more characters in the store]`;
}
