import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { objectiveIdSchema, type ObjectiveId } from '../../../src/clients/trainer-contract';
import { runLayout } from '../../../src/store/run-layout';
import { HELD_OUT_JUDGEMENTS, JUDGEMENTS, JUDGEMENT_TOKENS, RUN } from '../lane/lane-recipe';
import type { Stage } from '../stages';
import type { CallKind, EngineEvent, EngineStart, TrainerEvent } from './read-events';

export interface Observed {
  engine: EngineEvent[];
  trainer: TrainerEvent[];
  store: string;
}

/** The things that happen in a stage, in their order; how many there are is known from an undisturbed run. */
export function eventsOf(stage: Stage, observed: Observed): { at: number }[] {
  const { engine, trainer, store } = observed;
  if (isTraining(stage)) return trainer.filter((event) => event.objective === stage);
  switch (stage) {
    case 'prompts':
      return calls(engine, 'instructions');
    case 'responses':
      return calls(engine, 'answer').filter(({ body }) => body.n > 1);
    case 'judgements':
      return calls(engine, 'judgement').filter(({ body }) => body.n === JUDGEMENTS);
    case 'revisions':
      return calls(engine, 'critique', 'revision');
    case 'listwise':
      return calls(engine, 'listwise');
    case 'pairwise':
      return calls(engine, 'verdict').filter(({ body }) => body.max_tokens === JUDGEMENT_TOKENS);
    case 'preference':
      return calls(engine, 'label');
    case 'meta-judge':
      return calls(engine, 'meta-verdict');
    case 'implicit':
      return calls(engine, 'log-probability');
    case 'scores':
      return calls(engine, 'score');
    case 'steps':
      return calls(engine, 'step', 'step-verdict');
    case 'serving':
      return afterTraining(observed).filter((event) => event.event === 'fingerprint' || event.event === 'reload');
    case 'evaluation':
      return calls(afterTraining(observed), 'judgement').filter(({ body }) => body.n === HELD_OUT_JUDGEMENTS);
    // Too short to be seen by calls: the file that comes before them is the sign.
    case 'pairs':
      return whenThere(store, `runs/${RUN}/iterations/1/feedback/shard-0003.jsonl`);
    case 'report':
      return whenThere(store, runLayout(RUN).evaluation('M2', 'head-to-head-against-sft.json'));
  }
}

function isTraining(stage: Stage): stage is ObjectiveId {
  return objectiveIdSchema.safeParse(stage).success;
}

function calls(engine: readonly EngineEvent[], ...kinds: CallKind[]): EngineStart[] {
  return engine.filter((event) => event.event === 'start').filter(({ kind }) => kinds.includes(kind));
}

/** What the engines did once the iteration's own model was there. */
function afterTraining({ engine, trainer }: Observed): EngineEvent[] {
  const done = trainer.find(({ model, event }) => model === 'M2' && event === 'done');
  return done ? engine.filter(({ at }) => at >= done.at) : [];
}

function whenThere(store: string, path: string): { at: number }[] {
  return existsSync(join(store, path)) ? [{ at: Date.now() }] : [];
}
