import { setTimeout as sleep } from 'node:timers/promises';
import { draws } from './draws.mjs';
import { inject } from './inject.mjs';

const SHORTEST_MS = 10;
const SPREAD_MS = 50;
let calls = 0;

export async function until(holds) {
  while (!holds()) await sleep(5);
}

function latencyMs(weights, { messages, seed = 0 }) {
  return SHORTEST_MS + draws('latency', weights, messages, seed)(SPREAD_MS);
}

/** A call that a run must not make twice: logged, delayed as a real one would be, perhaps spoilt, answered whole. */
export async function answerCall(engine, { kind, body, replyBy }, response) {
  const { log } = engine;
  const id = `${process.pid}.${(calls += 1)}`;
  await until(() => !engine.paused);
  engine.inFlight += 1;
  const { weights, version } = engine;
  log.write({ event: 'start', id, kind, weights, version, body });
  response.once('close', () => {
    engine.inFlight -= 1;
    if (!response.writableFinished) log.write({ event: 'lost', id });
  });
  await sleep(latencyMs(weights, body));
  if (response.destroyed) return;
  const answer = replyBy(weights);
  const reply = JSON.stringify(answer);
  const fault = engine.hangs ? 'hang' : await inject({ body, reply, response, log, id });
  engine.hangs = fault === 'hang';
  if (fault !== undefined) return;
  engine.generated += answer.usage?.completion_tokens ?? 0;
  // Before the reply leaves: a log that is behind would let a repeated call look like a first one.
  log.write({ event: 'finish', id });
  response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
}
