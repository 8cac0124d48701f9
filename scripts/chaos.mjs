/**
 * Strikes runs with every fault in every stage, and a run of every method, and prints what each fault cost. `--seed N`
 * draws other moments. `--only worker-kill/judgements` (or several, joined by "+" for one run and "," for more) repeats
 * what failed, `--only cream` that of a method, `--only cream:worker-freeze/implicit` strikes it otherwise.
 */
import { parseArgs } from 'node:util';
import { bootstrap, run } from './bootstrap.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    lanes: { type: 'string', default: '2' },
  },
});
bootstrap();
process.exit(
  run('npx', ['jest', '--selectProjects', 'chaos', '--silent=false'], {
    env: {
      ...process.env,
      SRLM_CHAOS_LONG: 'true',
      SRLM_CHAOS_SEED: values.seed,
      SRLM_CHAOS_ONLY: values.only,
      SRLM_CHAOS_LANES: values.lanes,
    },
  }),
);
