#!/usr/bin/env node
// A deterministic imitation of `vllm serve`: sample i of a call depends on the weights, the messages, the sampling and
// seed + i alone, so that a disturbed run must give the same bytes as an undisturbed one. Every call is written to
// CHAOS_ENGINE_LOG before it is worked on and when its reply is out; CHAOS_ENGINE_FAULTS is a folder of armed faults.
// It also stands for what is outside: a judge at an endpoint, and at /score a program of a person.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCall, until } from './answer-call.mjs';
import { openEngineLog } from './engine-log.mjs';
import { chatCall, logProbabilityCall, scoreCall } from './calls.mjs';
import { promptLogProbabilities } from './log-probabilities.mjs';
import { rendered, tokensOf } from './tokens.mjs';

const [, folder, ...flags] = process.argv.slice(2);
const flag = (name) => flags[flags.indexOf(name) + 1];
const port = Number(flag('--port'));
const name = flag('--served-model-name');

const log = openEngineLog(process.env.CHAOS_ENGINE_LOG, port);
const engine = {
  log,
  weights: weightsOf(folder),
  version: 'default',
  paused: false,
  hangs: false,
  inFlight: 0,
  generated: 0,
};

function weightsOf(model) {
  return createHash('sha256')
    .update(readFileSync(join(model, 'model.safetensors')))
    .digest('hex');
}

const happened = (event) => log.write({ event, weights: engine.weights, version: engine.version });

/** Which route makes a call, and which call. */
const calls = {
  'POST /v1/chat/completions': chatCall,
  'POST /v1/completions': (body) => (Array.isArray(body.prompt) ? logProbabilityCall(body) : undefined),
  'POST /score': scoreCall,
};

const routes = {
  'GET /health': () => '',
  'GET /version': () => ({ version: 'stub' }),
  'GET /metrics': () =>
    `vllm:num_requests_running ${engine.inFlight}\nvllm:generation_tokens_total ${engine.generated}\n`,
  'GET /weight_info': () => ({ weight_version: engine.version }),
  'GET /is_paused': () => ({ is_paused: engine.paused }),
  'GET /v1/models': () => ({ data: [{ id: name }] }),
  'POST /tokenize': (body) => {
    const tokens = tokensOf(body.messages ? rendered(body) : body.prompt);
    return { count: tokens.length, max_model_len: 2048, tokens };
  },
  'POST /v1/completions': async (body) => {
    await until(() => !engine.hangs);
    happened('fingerprint');
    const prompt_logprobs = promptLogProbabilities(engine.weights, tokensOf(body.prompt));
    const choices = [{ index: 0, text: '', finish_reason: 'length', prompt_logprobs }];
    return { id: 'fingerprint', model: body.model, choices };
  },
  'POST /pause': async () => {
    engine.paused = true;
    happened('pause');
    await until(() => engine.inFlight === 0);
    return { status: 'paused' };
  },
  'POST /resume': () => ((engine.paused = false), { status: 'resumed' }),
  'POST /reset_prefix_cache': () => ({ success: true }),
  'POST /update_weight_version': (body) => ((engine.version = body.new_version), { success: true }),
  'POST /collective_rpc': async (body) => {
    await sleep(50);
    engine.weights = weightsOf(body.kwargs.weights_path);
    happened('reload');
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
  const call = calls[path]?.(body);
  if (call) return answerCall(engine, call, response);
  const reply = await routes[path]?.(body);
  response.writeHead(reply === undefined ? 404 : 200).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
}).listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
