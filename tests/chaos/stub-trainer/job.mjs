// The process of one job: some steps of no work, then a model folder that appears whole or not at all.
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderDigest, writeWeights } from './model-files.mjs';
import { jobFilesIn, readJson, writeJson } from './job-files.mjs';

const STEPS = 10;
const STEP_MS = 100;
const files = jobFilesIn(process.argv[2]);
const store = process.env.SRLM_STORE;
const specification = readJson(files.specification);
const { objective, base, reference, rewardModel, dataset, seed, hyperparameters } = specification;
const model = basename(specification.output);

function log(entry) {
  appendFileSync(process.env.CHAOS_TRAINER_LOG, `${JSON.stringify({ at: Date.now(), objective, model, ...entry })}\n`);
}

function fail(kind, message) {
  writeJson(files.failure, { kind, message, retryable: false, path: null });
  process.exit(1);
}

for (const [name, source] of Object.entries({ base, reference, rewardModel }))
  if (source && folderDigest(join(store, source.path)) !== source.digest)
    fail('digest-mismatch', `${name}.path: ${source.path} was changed`);
const rows = createHash('sha256')
  .update(readFileSync(join(store, dataset.path)))
  .digest('hex');
if (`sha256:${rows}` !== dataset.sha256) fail('digest-mismatch', `dataset.path: ${dataset.path} was changed`);

for (let step = (readJson(files.progress)?.step ?? 0) + 1; step <= STEPS; step += 1) {
  await sleep(STEP_MS);
  log({ event: 'step', step });
  writeJson(files.progress, { step, totalSteps: STEPS });
}

const output = join(store, specification.output);

/** What a killed process of this job was writing. */
function clearAside() {
  const folder = dirname(output);
  for (const name of readdirSync(folder))
    if (name.startsWith(`.${basename(output)}.writing`)) rmSync(join(folder, name), { recursive: true, force: true });
}
const promised = readJson(files.promise)?.digest;
const published = promised !== undefined && existsSync(output) && folderDigest(output) === promised;
if (!published) {
  const aside = join(dirname(output), `.${basename(output)}.writing-${process.pid}`);
  clearAside();
  cpSync(join(store, base.path), aside, { recursive: true });
  const weights = JSON.stringify([
    objective,
    base.digest,
    reference?.digest ?? null,
    rewardModel?.digest ?? null,
    dataset.sha256,
    seed,
    hyperparameters,
  ]);
  writeWeights(aside, weights);
  writeJson(files.promise, { digest: folderDigest(aside) });
  renameSync(aside, output);
}
const none = { margin: null, accuracy: null, chosenLogp: null, rejectedLogp: null, kl: null, learningRate: null };
const counts = { tokens: 1, seconds: 1, rowsTrained: dataset.rows, rowsDropped: {} };
const metrics = { ...none, ...counts, loss: 0.5, gradientNorm: 1 };
writeJson(files.result, { model: { path: specification.output, digest: readJson(files.promise).digest }, metrics });
log({ event: 'done' });
