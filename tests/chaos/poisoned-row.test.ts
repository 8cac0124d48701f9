import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { promptRecordSchema, type PromptRecord } from '../../src/core/records';
import { seedScope } from '../../src/core/seed-scope';
import { createRandom, deriveSeed } from '../../src/core/seeds';
import { iterationLayout } from '../../src/store/run-layout';
import { createObserver } from './evidence/observer';
import { startLane, type Lane } from './lane/lane';
import { chooseLanePorts } from './lane/lane-ports';
import { PLAIN_METHOD, RUN } from './lane/lane-recipe';
import { COMPLETES_WITHIN_MS } from './reference';

jest.setTimeout(2 * COMPLETES_WITHIN_MS);

const layout = iterationLayout(RUN, 1, 1);
const RESPONSES_PER_PROMPT = 4;

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** A seed prompt that the iteration begins with; the recipe's seed determines the order in which they are used. */
function promptOfTheIteration(): PromptRecord {
  const seedPrompts = linesOf(join(__dirname, '../../examples/seed/prompts.jsonl')).map((line) =>
    promptRecordSchema.parse(JSON.parse(line)),
  );
  const seed = deriveSeed({
    ...seedScope({ seed: 1, iteration: 0, attempt: 1 }),
    promptId: '',
    purpose: 'seed-prompts',
  });
  const [first] = createRandom(seed).shuffle(seedPrompts);
  if (!first) throw new Error('there are no seed prompts');
  return first;
}

/** Makes every call about the prompt meet the fault. */
function poison({ folders }: Lane, { text }: PromptRecord, kind: string | number): void {
  writeFileSync(join(folders.engineFaults, 'poison.json'), JSON.stringify({ kind, text }));
}

const callsSchema = z.object({
  value: z.looseObject({ kind: z.string(), row: z.string().optional(), cause: z.string().optional() }),
});

it.each([
  ['crashes the server', 'crash', 3],
  ['invalid', 400, 1],
] as const)('sets a row aside that is poisoned (%s), and completes', async (cause, kind, calls) => {
  const lane = await startLane({ method: PLAIN_METHOD, layout: 'host', ports: await chooseLanePorts(), workers: 1 });
  try {
    const poisoned = promptOfTheIteration();
    poison(lane, poisoned, kind);
    await lane.run(AbortSignal.timeout(COMPLETES_WITHIN_MS));

    const path = (name: string) => join(lane.folders.store, name);
    const manifest = z
      .looseObject({ counts: z.looseObject({ quarantined: z.unknown(), prompts: z.int(), responses: z.int() }) })
      .parse(JSON.parse(readFileSync(path(layout.manifest), 'utf8')));
    expect(manifest.counts.quarantined).toEqual({ prompts: 1, responses: 0 });
    expect(manifest.counts.responses).toBe((manifest.counts.prompts - 1) * RESPONSES_PER_PROMPT);
    const setAside = linesOf(path(layout.calls('responses-shard-0000')))
      .map((line) => callsSchema.parse(JSON.parse(line)).value)
      .filter((value) => value.kind === 'quarantined');
    expect(setAside).toMatchObject([{ row: poisoned.id, cause }]);
    expect(createObserver(lane)().engine.filter(({ event }) => event === 'injected')).toHaveLength(calls);
    lane.discardWhenStopped();
  } finally {
    await lane.stop();
  }
});
