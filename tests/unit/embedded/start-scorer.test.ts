import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { freePort, isPortFree } from '../../../infra/embedded/processes/ports';
import { startScorer } from '../../../infra/embedded/start-scorer';
import { temporaryFolder } from '../../temporary-folder';

jest.setTimeout(30_000);
const folder = temporaryFolder();

/** A program in the place of Python that listens and tells how it was started. */
async function interpreter(): Promise<string> {
  const path = join(folder(), 'python');
  const told = '{ words: process.argv.slice(2), environment: process.env }';
  const script = `require('http').createServer((_, reply) => reply.end(JSON.stringify(${told}))).listen(process.env.SRLM_SCORER_PORT, '127.0.0.1')`;
  await writeFile(path, `#!${process.execPath}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

it('runs the scorer over the store with no secret but its own token, until it is stopped', async () => {
  const port = await freePort();
  const environment = { PATH: '/bin', SRLM_SCORER_TOKEN: 'own', SRLM_TRAINER_TOKEN: 'other', SRLM_KEY_JUDGE: 'key' };
  const scorer = await startScorer(
    { dataFolder: folder(), environment, report: () => {} },
    { python: await interpreter(), storeFolder: '/store', port },
    new AbortController().signal,
  );
  try {
    expect(scorer.url).toBe(`http://127.0.0.1:${port}`);
    const { body } = await request(scorer.url);
    const told = await body.json();
    expect(told).toMatchObject({
      words: ['-m', 'srlm_trainer.scoring'],
      environment: { SRLM_STORE: '/store', SRLM_SCORER_PORT: `${port}`, SRLM_SCORER_TOKEN: 'own' },
    });
    expect(JSON.stringify(told)).not.toMatch(/SRLM_TRAINER_TOKEN|SRLM_KEY_JUDGE/);
  } finally {
    await scorer.stop();
  }
  expect(await isPortFree(port)).toBe(true);
});
