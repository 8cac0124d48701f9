import type { Reference } from './evidence/judge-run';
import { chooseLanePorts, type LanePorts } from './lane/lane-ports';
import { makeReference } from './reference';
import { runScenario, type Outcome, type Scenario } from './scenario';

/**
 * Runs every scenario on one of some lanes beside each other. Each lane makes the undisturbed runs that it compares
 * with itself, on its own ports, because some files name the addresses of servers.
 */
export async function runPlan(options: {
  plan: readonly Scenario[];
  lanes: number;
  whenDone: (scenario: Scenario, outcome: Outcome) => void;
}): Promise<Map<Scenario, Outcome>> {
  const { plan, lanes, whenDone } = options;
  const outcomes = new Map<Scenario, Outcome>();
  const waiting = [...plan];

  async function work(): Promise<void> {
    const ports = await chooseLanePorts();
    const references = new Map<string, Reference>();
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      const outcome = await strike(scenario, ports, references).catch((error: unknown): Outcome => {
        return { kind: 'stuck', reason: `the lane did not start: ${String(error)}`, kept: 'nothing' };
      });
      outcomes.set(scenario, outcome);
      whenDone(scenario, outcome);
    }
  }

  await Promise.all(Array.from({ length: Math.min(lanes, plan.length) }, work));
  return outcomes;
}

async function strike(scenario: Scenario, ports: LanePorts, references: Map<string, Reference>): Promise<Outcome> {
  const course = { method: scenario.method, layout: scenario.strikes[0]?.fault.layout ?? 'host' };
  const name = `${course.method} ${course.layout}`;
  const reference = references.get(name) ?? (await makeReference(course, ports));
  references.set(name, reference);
  return runScenario(scenario, ports, reference);
}
