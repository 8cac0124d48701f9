/**
 * Records the histories that replay.test.ts replays: `npm run record-histories` records what is missing, and with
 * `-- --overwrite` everything anew. Record anew only after a change of the workflows that no run under way has to survive.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkflowTestBed } from '../workflows/temporal-environment';
import { recordingsFolder } from './recordings';
import { scenarios } from './scenarios';

jest.setTimeout(120_000);

const overwrite = process.env['SRLM_OVERWRITE_HISTORIES'] === 'true';

describe('recording', () => {
  it.each(Object.entries(scenarios))('%s', async (name, { engines, serverArguments, play }) => {
    const file = join(recordingsFolder, `${name}.json`);
    if (existsSync(file) && !overwrite) return;
    // A name of its own instead of that of this machine.
    const bed = await WorkflowTestBed.start({ identity: 'recorder', serverArguments: serverArguments ?? [] });
    try {
      const histories = await bed.with(engines?.() ?? {}, async (running) => void (await play(running)));
      await mkdir(recordingsFolder, { recursive: true });
      await writeFile(`${file}.tmp`, `${JSON.stringify(histories.map(withoutStacks))}\n`);
      await rename(`${file}.tmp`, file);
    } finally {
      await bed.stop();
    }
  });
});

/** Stacks name folders of this machine, and no replay looks at them. */
function withoutStacks(history: object): unknown {
  return JSON.parse(JSON.stringify(history, (key, value: unknown) => (key === 'stackTrace' ? undefined : value)));
}
