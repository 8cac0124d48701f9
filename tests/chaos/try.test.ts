import { FAULTS } from './faults/all-faults';
import { chooseLanePorts } from './lane/lane-ports';
import { makeReference, runScenario } from './scenario';
import { STAGES } from './stages';
import { writeSync } from 'node:fs';
jest.setTimeout(1e6);
it('tries', async () => {
  const ports = await chooseLanePorts();
  const only = (process.env.ONLY ?? 'worker-kill/judgements').split(',');
  const references = new Map<string, Awaited<ReturnType<typeof makeReference>>>();
  for (const name of only) {
    const [kind, stage] = name.split('/');
    const fault = FAULTS.find((each) => each.kind === kind)!;
    if (!references.has(fault.layout)) {
      const t = Date.now();
      const reference = await makeReference(fault.layout, ports);
      writeSync(2, `reference ${Date.now() - t} ms ${JSON.stringify(reference.eventCounts)} made ${reference.made.size} max ${Math.max(...reference.made.values())}\n`);
      references.set(fault.layout, reference);
    }
    for (const seed of (process.env.SEEDS ?? '1').split(',').map(Number)) {
      const t = Date.now();
      const findings = await runScenario({ seed, fault, stage: STAGES.find((each) => each === stage)! }, ports, references.get(fault.layout)!);
      writeSync(2, `${name} ${seed} ${Date.now() - t} ms ${JSON.stringify(findings)}\n`);
    }
  }
});
