import type { Random } from '../../src/core/random';
import type { EftGroup, JudgementRecord, ResponseRecord, VerdictRecord } from '../../src/core/records';
import { evaluateJudge } from '../../src/core/statistics/judge-evaluation';
import { headToHead } from '../../src/core/statistics/head-to-head';
import { meanLength } from '../../src/core/text-length';
import type { ArtifactStore } from '../../src/store/artifact-store';
import { runLayout } from '../../src/store/run-layout';
import { digestFor } from './digest-for';
import { prose, question } from './generated-texts';

interface Input {
  run: string;
  models: readonly string[];
  random: Random;
  heldOut: number;
  gain: number;
  growth: number;
}

/** Held-out judgements, answers and verdicts of every model, with the metrics that follow from them. */
export async function generateEvaluations(
  store: ArtifactStore,
  { run, models, random, heldOut, gain, growth }: Input,
): Promise<void> {
  const layout = runLayout(run);
  const groups = Array.from({ length: heldOut }, (_, index): EftGroup => ({
    id: `held-${index}`,
    prompt: question(random),
    replies: [0, 1, 2].map((rank) => ({ id: `r${rank}`, text: prose(random, 200), rank })),
  }));
  await store.writeRows(layout.seed('held-out.jsonl'), groups);
  for (const [index, name] of models.entries()) {
    const skill = 0.25 + gain * index;
    const judgements = groups.flatMap((group) =>
      group.replies.map((reply) => judged(run, name, group.id, reply, skill, random)),
    );
    const answers = groups.map((group): ResponseRecord => {
      const text = prose(random, (350 + random.integer(300)) * (1 + growth) ** index);
      return {
        id: `${group.id}.${name}`,
        promptId: group.id,
        text,
        tokens: 100,
        finishReason: 'stop',
        model: digestFor(run, name),
        callKey: digestFor('call'),
        seed: 1,
      };
    });
    await store.writeRows(layout.evaluation(name, 'judgements.jsonl'), judgements);
    await store.writeRows(layout.evaluation(name, 'answers.jsonl'), answers);
    await store.writeJson(layout.evaluation(name, 'metrics.json'), {
      model: name,
      quarantined: 0,
      judge: evaluateJudge(groups, judgements),
      answers: { count: answers.length, meanCharacters: meanLength(answers.map(({ text }) => text)), truncated: 1 },
    });
    const before = models
      .slice(0, index)
      .filter((older) => older !== 'sft')
      .at(-1);
    const against = new Set(index >= 2 ? [before, 'sft'] : []);
    for (const older of against)
      if (older)
        await compare(store, {
          run,
          newer: name,
          older,
          groups,
          random,
          gain: gain * (older === 'sft' ? index - 1 : 1),
        });
  }
}

function judged(
  run: string,
  model: string,
  promptId: string,
  reply: { id: string; rank: number },
  skill: number,
  random: Random,
): JudgementRecord {
  const score = random.next() < skill ? 5 - 2 * reply.rank : random.integer(6);
  return {
    id: `${promptId}.${reply.id}.${model}`,
    responseId: reply.id,
    promptId,
    text: `Score: ${score}`,
    attempt: 1,
    outcome: { kind: 'scored', score: Math.max(0, score), constrained: false },
    tokens: 4,
    model: digestFor(run, model),
    callKey: digestFor('call'),
    seed: 1,
  };
}

async function compare(
  store: ArtifactStore,
  {
    run,
    newer,
    older,
    groups,
    random,
    gain,
  }: { run: string; newer: string; older: string; groups: readonly EftGroup[]; random: Random; gain: number },
): Promise<void> {
  const verdicts = groups.map(({ id }): VerdictRecord => {
    const won = random.next() < 0.5 + 1.4 * gain;
    const forward = won ? 'first' : 'second';
    const backward = random.next() < 0.75 ? forward : won ? 'second' : 'first';
    return {
      id: `${id}.${newer}-${older}`,
      promptId: id,
      firstModel: digestFor(run, newer),
      secondModel: digestFor(run, older),
      forward,
      backward,
      winner: forward === backward ? forward : 'tie',
      texts: ['', ''],
      judge: digestFor(run, newer),
      callKeys: [digestFor('call'), digestFor('call')],
    };
  });
  const layout = runLayout(run);
  await store.writeRows(layout.evaluation(newer, `verdicts-against-${older}.jsonl`), verdicts);
  await store.writeJson(layout.evaluation(newer, `head-to-head-against-${older}.json`), {
    newer,
    older,
    selfJudged: true,
    ...headToHead(verdicts.map(({ winner }) => winner)),
  });
}
