#!/usr/bin/env node
// A deterministic imitation of the trainer service: jobs are folders on disk and processes of their own, either may be
// killed at any moment, and the model that comes out depends on base, data set, hyper-parameters and seed alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { jobFiles, readJson, writeJson } from './job-files.mjs';

const state = process.env.SRLM_TRAINER_STATE;
const WATCH_MS = 100;
const LONGEST_WITHOUT_PROGRESS = 5;
const jobs = new Map();
mkdirSync(state, { recursive: true });
for (const id of readdirSync(state)) if (existsSync(jobFiles(state, id).specification)) adopt(id);
setInterval(() => [...jobs.keys()].forEach(watch), WATCH_MS);

function adopt(id) {
  jobs.set(id, { deaths: 0, step: 0 });
}

const now = () => new Date().toISOString();
const ended = (files) => readJson(files.result) ?? readJson(files.failure);

/** A dead process without a result is started again; it goes on from its newest step. */
function watch(id) {
  const files = jobFiles(state, id);
  const job = jobs.get(id);
  if (ended(files) || isAlive(readJson(files.process)?.pid)) return;
  const { step } = readJson(files.progress) ?? { step: 0 };
  job.deaths = step > job.step ? 0 : job.deaths + 1;
  job.step = step;
  if (job.deaths > LONGEST_WITHOUT_PROGRESS) {
    writeJson(files.failure, {
      kind: 'crashed',
      message: 'the job died without progress',
      retryable: true,
      path: null,
    });
    return;
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'job.mjs'), files.folder], {
    detached: true,
    stdio: 'ignore',
  });
  writeJson(files.process, { pid: child.pid });
  child.unref();
}

/** A killed process that nobody waited for is still listed, as a zombie. */
function isAlive(pid) {
  if (pid === undefined) return false;
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function status(id) {
  const files = jobFiles(state, id);
  const progress = readJson(files.progress);
  const result = readJson(files.result) ?? null;
  const error = readJson(files.failure) ?? null;
  return {
    id,
    state: result ? 'succeeded' : error ? 'failed' : progress ? 'running' : 'queued',
    step: progress?.step ?? 0,
    totalSteps: progress?.totalSteps ?? null,
    epoch: 0,
    metrics: null,
    checkpoint: progress ? { step: progress.step } : null,
    error,
    result,
    queuedAt: now(),
    startedAt: null,
    updatedAt: now(),
  };
}

function put(id, specification) {
  const files = jobFiles(state, id);
  const known = readJson(files.specification);
  if (known && JSON.stringify(known) !== JSON.stringify(specification))
    return [409, { error: { kind: 'conflict', message: `job ${id} exists with another specification` } }];
  if (!known) writeJson(files.specification, specification);
  if (!jobs.has(id)) adopt(id);
  watch(id);
  return [200, status(id)];
}

createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const [, , , id, action] = request.url.split('/');
  const [code, reply] =
    request.url === '/healthz'
      ? [200, { status: 'ok', version: 'stub', engines: {}, device: 'none' }]
      : request.url === '/v1/jobs'
        ? [200, { unfinished: [...jobs.keys()].filter((known) => !ended(jobFiles(state, known))) }]
        : request.method === 'PUT'
          ? put(id, JSON.parse(text))
          : jobs.has(id) && action?.startsWith('events')
            ? [200, { events: [] }]
            : jobs.has(id) && (action === undefined || action === 'cancel')
              ? [200, status(id)]
              : [404, { error: { kind: 'not-found', message: `there is no job ${id}` } }];
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}).listen(Number(process.env.SRLM_TRAINER_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
