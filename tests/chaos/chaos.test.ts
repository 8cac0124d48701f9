import { z } from 'zod';
import { longPlan, namedPlan, SHORT_PLAN } from './plan';
import { runPlan } from './run-plan';
import { nameOf, type Outcome, type Scenario } from './scenario';
import { printHeader, printLine, printOutcome } from './table';

jest.setTimeout(3 * 60 * 60_000);

/** Set by scripts/chaos.mjs; `npm test` sets none of them. */
const {
  SRLM_CHAOS_SEED: seed,
  SRLM_CHAOS_LANES: lanes,
  SRLM_CHAOS_ONLY: only,
  SRLM_CHAOS_LONG: long,
} = z
  .object({
    SRLM_CHAOS_SEED: z.coerce.number().int().default(1),
    SRLM_CHAOS_LANES: z.coerce.number().int().min(1).default(2),
    SRLM_CHAOS_ONLY: z.string().default(''),
    SRLM_CHAOS_LONG: z.stringbool().default(false),
  })
  .parse(process.env);
const plan = only === '' && long ? longPlan(seed) : namedPlan(only || SHORT_PLAN, seed);

describe('a run that is struck', () => {
  let outcomes: Map<Scenario, Outcome>;

  beforeAll(async () => {
    const startedAt = Date.now();
    printHeader();
    outcomes = await runPlan({ plan, lanes, whenDone: printOutcome });
    const strikes = plan.flatMap((scenario) => scenario.strikes).length;
    const broken = [...outcomes.values()].filter((outcome) => breachesOf(outcome).length > 0).length;
    const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
    printLine(
      `${strikes} faults in ${plan.length} runs, ${broken} runs with a broken promise, ${minutes} min, seed ${seed}`,
    );
  });

  it.each(plan.map((scenario) => [nameOf(scenario), scenario] as const))(
    'completes as an undisturbed one: %s',
    (_name, scenario) => {
      const outcome = outcomes.get(scenario);
      expect(outcome && breachesOf(outcome)).toEqual([]);
    },
  );
});

function breachesOf(outcome: Outcome): string[] {
  return outcome.kind === 'completed' ? outcome.breaches : [outcome.reason];
}
