#!/usr/bin/env node
// A deterministic imitation of `vllm serve`: sample i of a call depends on the weights, the messages, the sampling and
// seed + i alone, so that a disturbed run must give the same bytes as an undisturbed one. Every call is written to
// CHAOS_ENGINE_LOG before it is worked on and when its reply is out; CHAOS_ENGINE_FAULTS is a folder of armed faults.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngineLog } from './engine-log.mjs';
import { inject } from './inject.mjs';
import { fingerprint, kindOf, latencyMs, sampleOf } from './texts.mjs';

const [, folder, ...flags] = process.argv.slice(2);
const flag = (name) => flags[flags.indexOf(name) + 1];
const port = Number(flag('--port'));
const name = flag('--served-model-name');
const log = openEngineLog(process.env.CHAOS_ENGINE_LOG, port);

let weights = weightsOf(folder);
let version = 'default';
let paused = false;
let calls = 0;
let inFlight = 0;
let generated = 0;
let hangs = false;

function weightsOf(model) {
  return createHash('sha256')
    .update(readFileSync(join(model, 'model.safetensors')))
    .digest('hex');
}

async function until(holds) {
  while (!holds()) await sleep(5);
}

/** A chat call: logged, delayed as a real one would be, perhaps spoilt, answered whole. */
async function chat(body, request, response) {
  const call = { id: `${process.pid}.${(calls += 1)}`, kind: kindOf(body) };
  await until(() => !paused);
  inFlight += 1;
  log.write({ event: 'start', ...call, weights, version, body });
  response.once('close', () => {
    inFlight -= 1;
    if (!response.writableFinished) log.write({ event: 'lost', id: call.id });
  });
  const now = weights;
  await sleep(latencyMs(now, body));
  if (response.destroyed) return;
  const choices = Array.from({ length: body.n ?? 1 }, (_, index) => sampleOf(now, body, index));
  const reply = JSON.stringify({
    id: call.id,
    model: body.model,
    choices,
    usage: { prompt_tokens: 1, completion_tokens: choices.reduce((sum, choice) => sum + choice.token_ids.length, 0) },
  });
  const fault = hangs ? 'hang' : await inject({ body, reply, response, log, id: call.id });
  hangs = fault === 'hang';
  if (fault !== undefined) return;
  generated += choices.reduce((sum, choice) => sum + choice.token_ids.length, 0);
  // Before the reply leaves: a log that is behind would let a repeated call look like a first one.
  log.write({ event: 'finish', id: call.id });
  response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
}

const routes = {
  'GET /health': () => '',
  'GET /version': () => ({ version: 'stub' }),
  'GET /metrics': () => `vllm:num_requests_running ${inFlight}\nvllm:generation_tokens_total ${generated}\n`,
  'GET /weight_info': () => ({ weight_version: version }),
  'GET /is_paused': () => ({ is_paused: paused }),
  'GET /v1/models': () => ({ data: [{ id: name }] }),
  'POST /tokenize': (body) => {
    const tokens = String(body.prompt ?? '').split(/\s+/);
    return { count: tokens.length, max_model_len: 2048, tokens: tokens.map((_, index) => index) };
  },
  'POST /v1/completions': async (body) => {
    await until(() => !hangs);
    log.write({ event: 'fingerprint', weights, version });
    return {
      id: 'fingerprint',
      model: body.model,
      choices: [{ index: 0, text: '', finish_reason: 'length', prompt_logprobs: fingerprint(weights, body.prompt) }],
    };
  },
  'POST /pause': async () => {
    paused = true;
    log.write({ event: 'pause', weights, version });
    await until(() => inFlight === 0);
    return { status: 'paused' };
  },
  'POST /resume': () => ((paused = false), { status: 'resumed' }),
  'POST /reset_prefix_cache': () => ({ success: true }),
  'POST /update_weight_version': (body) => ((version = body.new_version), { success: true }),
  'POST /collective_rpc': async (body) => {
    await sleep(50);
    weights = weightsOf(body.kwargs.weights_path);
    log.write({ event: 'reload', weights, version });
    return { results: [null] };
  },
};

createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = text ? JSON.parse(text) : {};
  const path = `${request.method} ${request.url.split('?')[0]}`;
  const isCompletion = path === 'POST /v1/chat/completions' || path === 'POST /v1/completions';
  if (isCompletion && body.model !== name) {
    response.writeHead(404).end(JSON.stringify({ error: { message: `The model ${body.model} does not exist.` } }));
    return;
  }
  if (path === 'POST /v1/chat/completions') return chat(body, request, response);
  const reply = await routes[path]?.(body);
  response.writeHead(reply === undefined ? 404 : 200).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
}).listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
