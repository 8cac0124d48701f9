import type { CostRecord } from '../../src/core/cost-record';
import type { Random } from '../../src/core/random';
import type { ArtifactStore } from '../../src/store/artifact-store';
import { costPath, iterationLayout, runLayout } from '../../src/store/run-layout';

/** What each stage cost, one after the other. */
export async function generateCosts(
  store: ArtifactStore,
  { run, models, iterations, random }: { run: string; models: readonly string[]; iterations: number; random: Random },
): Promise<void> {
  let clock = Date.parse('2026-05-01T08:00:00Z');
  const record = async (output: string, seconds: number, calls: number | null): Promise<void> => {
    const cost: CostRecord = {
      startedAt: new Date(clock).toISOString(),
      seconds,
      calls:
        calls === null
          ? null
          : {
              made: calls,
              recalled: Math.round(calls * random.next() * 0.05),
              quarantined: 0,
              retried: random.next() < 0.2 ? { transient: 3 } : {},
              tokens: calls * 180,
              seconds: seconds * 24,
              places: 32,
            },
    };
    clock += seconds * 1000;
    await store.writeJson(costPath(output, 'attempt'), cost);
  };
  const layout = runLayout(run);
  for (const name of models) {
    if (name !== 'M0') await record(layout.training(name), 320 + random.integer(60), null);
    await record(layout.fingerprint(name), 4 + random.integer(9), null);
    await record(layout.evaluation(name, 'judgements.jsonl'), 40 + random.integer(20), 180);
  }
  for (let iteration = 1; iteration <= iterations; iteration += 1) {
    const paths = iterationLayout(run, iteration, 1);
    await record(paths.prompts, 60, 300);
    await record(paths.responses(0), 400, 7000);
    await record(paths.feedback(0), 600, 21_000);
    await record(paths.criticFeedback('meta-judge', 0), 90, 1000);
  }
}
