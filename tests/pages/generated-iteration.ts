import type { MetaVerdictRecord } from '../../src/core/feedback-records';
import { promptCategories } from '../../src/core/prompts/prompt-category';
import type { Random } from '../../src/core/random';
import type { JudgementRecord, PairRecord, PromptRecord, ResponseRecord } from '../../src/core/records';
import type { ArtifactStore } from '../../src/store/artifact-store';
import { iterationLayout } from '../../src/store/run-layout';
import { digestFor } from './digest-for';
import { judgementText, prose, question, variation } from './generated-texts';
import { SHARD_SIZE } from './shard-size';

interface Input {
  run: string;
  iteration: number;
  pairs: number;
  random: Random;
  growth: number;
}

const JUDGEMENTS = 3;

/** Prompts with two responses each, three judgements of each response, some meta-verdicts, and a pair a prompt. */
export async function generateIteration(store: ArtifactStore, input: Input): Promise<void> {
  const { run, iteration, pairs: wanted, random } = input;
  const layout = iterationLayout(run, iteration, 1);
  const prompts = Array.from({ length: wanted + 3 }, (_, index): PromptRecord => ({
    id: `i${iteration}-p${index}`,
    text: question(random),
    source: index % 3 === 0 ? 'seed' : 'generated',
    parents: [],
  }));
  await store.writeRows(layout.prompts, prompts);
  const generation = { similar: 31, 'too-short': 9, language: 2, kept: wanted, surplus: 3, missing: 0 };
  await store.writeJson(layout.promptCounts, generation);
  const categories = promptCategories.map((category, at) => ({ category, generated: at + wanted, seed: 2 * at }));
  await store.writeJson(layout.promptDiversity, { meanMaxRouge: 0.31, distinct2: 0.82, categories });
  const pairs: PairRecord[] = [];
  for (let shard = 0; shard * SHARD_SIZE < prompts.length; shard += 1) {
    const made = prompts.slice(shard * SHARD_SIZE, (shard + 1) * SHARD_SIZE).map((prompt) => label(prompt, input));
    await store.writeRows(
      layout.responses(shard),
      made.flatMap(({ responses }) => responses),
    );
    await store.writeRows(
      layout.feedback(shard),
      made.flatMap(({ judgements }) => judgements),
    );
    await store.writeRows(
      layout.criticFeedback('meta-judge', shard),
      made.flatMap(({ meta }) => meta),
    );
    pairs.push(...made.map(({ pair }) => pair));
  }
  await store.writeRows(layout.pairs, pairs.slice(0, wanted));
  await store.writeJson(layout.selection, { discarded: { tie: 2, 'too-few-scored': 1 }, pool: {} });
  await store.writeJson(layout.manifest, { version: 1 });
}

function label(prompt: PromptRecord, { run, iteration, random, growth }: Input) {
  const model = digestFor(run, `M${iteration}`);
  const common = { promptId: prompt.id, model, callKey: digestFor('call'), seed: 1 };
  const long = prose(random, (300 + random.integer(900)) * (1 + growth) ** iteration);
  const texts = [long, random.next() < 0.5 ? variation(random, long) : prose(random, 250 + random.integer(900))];
  const best = 2 + random.integer(4);
  const scores = [best, Math.max(0, best - 1 - random.integer(3))];
  const responses = texts.map((text, slot): ResponseRecord => ({
    ...common,
    id: `${prompt.id}.r${slot}`,
    text,
    tokens: Math.round(text.length / 4.4),
    finishReason: random.next() < 0.03 ? 'length' : 'stop',
  }));
  const judgements = responses.flatMap((response, slot) =>
    Array.from({ length: JUDGEMENTS }, (_, index): JudgementRecord => {
      const score = Math.max(0, Math.min(5, (scores[slot] ?? 0) + (index === 2 ? random.integer(2) : 0)));
      const isMissing = random.next() < 0.02;
      return {
        ...common,
        id: `${response.id}.j${index}`,
        responseId: response.id,
        text: isMissing ? prose(random, 120) : judgementText(random, score),
        attempt: isMissing ? 3 : 1,
        outcome: isMissing ? { kind: 'unparsed', reason: 'no-score' } : { kind: 'scored', score, constrained: false },
        tokens: 60,
      };
    }),
  );
  return {
    responses,
    judgements,
    meta: metaVerdicts(prompt, common, random),
    pair: pairOf(prompt, iteration, responses, judgements),
  };
}

function metaVerdicts(
  prompt: PromptRecord,
  common: Pick<MetaVerdictRecord, 'promptId' | 'model'>,
  random: Random,
): MetaVerdictRecord[] {
  if (random.next() > 0.15) return [];
  const response = `${prompt.id}.r0`;
  return [
    {
      kind: 'meta-verdict',
      promptId: common.promptId,
      model: common.model,
      id: `${response}.m0`,
      responseId: response,
      firstId: `${response}.j0`,
      secondId: `${response}.j1`,
      forward: 'first',
      backward: random.next() < 0.7 ? 'first' : 'second',
      texts: [prose(random, 200), prose(random, 200)],
      callKeys: [digestFor('call'), digestFor('call')],
    },
  ];
}

function pairOf(
  prompt: PromptRecord,
  iteration: number,
  responses: readonly ResponseRecord[],
  judgements: readonly JudgementRecord[],
): PairRecord {
  const [chosen, rejected] = responses;
  if (!chosen || !rejected) throw new Error('every prompt has two responses');
  const mean = (id: string) => {
    const scores = judgements.flatMap(({ responseId, outcome }) =>
      responseId === id && outcome.kind === 'scored' ? [outcome.score] : [],
    );
    return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  };
  return {
    id: `${prompt.id}.p${iteration}`,
    promptId: prompt.id,
    prompt: prompt.text,
    iteration,
    weight: 1,
    chosen: chosen.text,
    rejected: rejected.text,
    chosenId: chosen.id,
    rejectedId: rejected.id,
    chosenScore: mean(chosen.id),
    rejectedScore: mean(rejected.id),
    judgementIds: judgements.map(({ id }) => id),
  };
}
