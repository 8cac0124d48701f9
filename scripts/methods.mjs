/**
 * Runs every method on the random-weight model and real engines, and prints what each iteration came to;
 * `npm run methods -- scir process` those alone.
 */
import { bootstrap, root, run } from './bootstrap.mjs';
import { join } from 'node:path';

bootstrap();
if (run(process.execPath, [join(root, 'bin', 'srlm.js'), 'setup']) !== 0) process.exit(1);
process.exit(
  run('npx', ['jest', '--selectProjects', 'engines', '--runInBand', '--', 'tests/integration/methods.test.ts'], {
    env: { ...process.env, SRLM_TEST_METHODS: process.argv.slice(2).join(',') },
  }),
);
