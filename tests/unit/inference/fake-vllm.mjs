#!/usr/bin/env node
// Imitates what the inference host needs of `vllm serve`: the flags, the control routes and a second process for the engine.
// Files in the model folder steer it: `ends-at-start`, `ends-after-ms` (a number), `ignores-sigterm`.
// A script for Node itself, so nothing here has types to check.
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-unsafe-member-access */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [, folder, ...flags] = process.argv.slice(2);
const flag = (name) => flags[flags.indexOf(name) + 1];
const steer = (name) => existsSync(join(folder, name));

if (steer('ends-at-start')) {
  process.stderr.write('ValueError: this model cannot be loaded\n');
  process.exit(1);
}
const engine = spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{}); setInterval(()=>{},1000)'], {
  stdio: 'ignore',
});
if (steer('ignores-sigterm')) process.on('SIGTERM', () => {});
else process.on('SIGTERM', () => engine.kill('SIGKILL') && process.exit(0));
if (steer('ends-after-ms'))
  setTimeout(() => process.exit(1), Number(readFileSync(join(folder, 'ends-after-ms'), 'utf8')));

let version = 'default';
let paused = false;
let weights = folder;
const adapters = [];
const routes = {
  'GET /health': () => '',
  'GET /weight_info': () => ({ weight_version: version }),
  'GET /is_paused': () => ({ is_paused: paused }),
  'GET /v1/models': () => ({ data: [flag('--served-model-name'), ...adapters].map((id) => ({ id })) }),
  'GET /loaded': () => ({ weights, enginePid: engine.pid }),
  'POST /pause': () => ((paused = true), { status: 'paused' }),
  'POST /resume': () => ((paused = false), { status: 'resumed' }),
  'POST /reset_prefix_cache': () => ({ success: true }),
  'POST /update_weight_version': (body) => ((version = body.new_version), { success: true }),
  'POST /collective_rpc': (body) => ((weights = body.kwargs.weights_path), { results: [null] }),
  'POST /v1/load_lora_adapter': (body) => (adapters.push(body.lora_name), 'Success'),
};
createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const route = routes[`${request.method} ${request.url.split('?')[0]}`];
  const reply = route?.(text ? JSON.parse(text) : {});
  response.writeHead(route ? 200 : 404).end(typeof reply === 'string' ? reply : JSON.stringify(reply ?? {}));
}).listen(Number(flag('--port')), '127.0.0.1');
