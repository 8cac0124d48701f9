/** Records the histories of tests/replay that are missing; with --overwrite, all of them anew. */
import { spawnSync } from 'node:child_process';

const overwrite = process.argv.includes('--overwrite');
const { status } = spawnSync('npx', ['jest', '--selectProjects', 'recording', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, SRLM_OVERWRITE_HISTORIES: String(overwrite) },
});
process.exit(status ?? 1);
