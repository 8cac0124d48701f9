import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runLayout } from '../../src/store/run-layout';
import { HELD_OUT_JUDGEMENTS, JUDGEMENTS, RUN } from './lane/lane-recipe';
import type { EngineEvent, TrainerEvent } from './evidence/read-events';

/** Where a fault can strike. */
export const STAGES = [
  'prompts',
  'responses',
  'judgements',
  'pairs',
  'sft',
  'dpo',
  'serving',
  'evaluation',
  'report',
] as const;
export type Stage = (typeof STAGES)[number];

/** Those that call model servers. */
export const CALLING_STAGES = ['prompts', 'responses', 'judgements', 'evaluation'] as const satisfies readonly Stage[];

export interface Observed {
  engine: EngineEvent[];
  trainer: TrainerEvent[];
  store: string;
}

/** Stages in which one fault can follow another without running into it. */
export const BANDS: readonly (readonly Stage[])[] = [
  ['sft', 'prompts'],
  ['responses', 'judgements', 'pairs'],
  ['dpo', 'serving', 'evaluation', 'report'],
];

/** The things that happen in a stage, in their order; how many there are is known from an undisturbed run. */
export function eventsOf(stage: Stage, observed: Observed): { at: number }[] {
  const { engine, trainer, store } = observed;
  switch (stage) {
    case 'prompts':
      return engine.filter((event) => event.event === 'start' && event.kind === 'instructions');
    case 'responses':
      return engine.filter((event) => event.event === 'start' && event.kind === 'answer' && event.body.n > 1);
    case 'judgements':
      return engine.filter(
        (event) => event.event === 'start' && event.kind === 'judgement' && event.body.n === JUDGEMENTS,
      );
    case 'sft':
    case 'dpo':
      return trainer.filter((event) => event.objective === stage);
    case 'serving':
      return afterTraining(observed).filter((event) => event.event === 'fingerprint' || event.event === 'reload');
    case 'evaluation':
      return afterTraining(observed).filter(
        (event) => event.event === 'start' && event.kind === 'judgement' && event.body.n === HELD_OUT_JUDGEMENTS,
      );
    // Too short to be seen by calls: the file that comes before them is the sign.
    case 'pairs':
      return whenThere(store, `runs/${RUN}/iterations/1/feedback/shard-0003.jsonl`);
    case 'report':
      return whenThere(store, runLayout(RUN).evaluation('M2', 'head-to-head-against-sft.json'));
  }
}

/** What the engines did once the iteration's own model was there. */
function afterTraining({ engine, trainer }: Observed): EngineEvent[] {
  const done = trainer.find(({ objective, event }) => objective === 'dpo' && event === 'done');
  return done ? engine.filter(({ at }) => at >= done.at) : [];
}

function whenThere(store: string, path: string): { at: number }[] {
  return existsSync(join(store, path)) ? [{ at: Date.now() }] : [];
}
