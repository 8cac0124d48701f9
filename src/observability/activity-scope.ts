import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';

/** What the work under way belongs to: labels of metrics, fields of log lines, attributes of spans. */
export interface ActivityScope {
  /** The activity's type. */
  stage: string;
  run?: string | undefined;
  iteration?: number | undefined;
  iterationAttempt?: number | undefined;
  shard?: number | undefined;
}

/** The parts of an activity's input that say where it belongs; every activity has its own mixture. */
const scopeSchema = z.object({
  run: z.string().optional(),
  recipe: z.object({ run: z.string() }).optional(),
  opened: z.object({ recipe: z.object({ run: z.string() }), iteration: z.int(), attempt: z.int() }).optional(),
  iteration: z.int().optional(),
  attempt: z.int().optional(),
  shard: z.object({ index: z.int() }).optional(),
});

/** Reads the scope from an activity's input; what the input does not say stays open. */
export function scopeOf(stage: string, input: unknown): ActivityScope {
  const { data = {} } = scopeSchema.safeParse(input);
  const { opened } = data;
  return {
    stage,
    run: data.run ?? data.recipe?.run ?? opened?.recipe.run,
    iteration: data.iteration ?? opened?.iteration,
    iterationAttempt: data.attempt ?? opened?.attempt,
    shard: data.shard?.index,
  };
}

const storage = new AsyncLocalStorage<ActivityScope>();

/** Everything that `work` does belongs to the scope. */
export function withinScope<T>(scope: ActivityScope, work: () => T): T {
  return storage.run(scope, work);
}

/** The labels of the work under way; empty, which Prometheus takes for absent, where no activity runs. */
export function scopeLabels(): { run: string; stage: string } {
  const { run = '', stage = '' } = storage.getStore() ?? {};
  return { run, stage };
}
