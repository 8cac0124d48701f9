// Armed faults are files of a folder, so that they outlive a killed engine and several replicas share them. A file is
// {kind}, used up by the call that removes it, or {kind, text}, which every call meets whose messages hold the text.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.CHAOS_ENGINE_FAULTS;

function armed() {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch {
    return [];
  }
}

/** The fault that this call meets, if any; whoever removes the file of a single one has it. */
function take(body) {
  const messages = JSON.stringify(body.messages);
  for (const file of armed()) {
    try {
      const fault = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const poisons = fault.text !== undefined;
      if (poisons && !messages.includes(JSON.stringify(fault.text).slice(1, -1))) continue;
      if (!poisons) rmSync(join(folder, file));
      return fault;
    } catch {
      // Another replica was faster.
    }
  }
  return undefined;
}

const refuse = (response, status, message) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));

const kinds = {
  500: ({ response }) => refuse(response, 500, 'EngineCore encountered an issue.'),
  503: ({ response }) => refuse(response, 503, 'The queue is full.'),
  404: ({ response, body }) => refuse(response, 404, `The model ${body.model} does not exist.`),
  400: ({ response }) => refuse(response, 400, 'The request cannot be served.'),
  reset: ({ response }) => void response.socket.resetAndDestroy(),
  half({ response, reply }) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
    response.write(reply.slice(0, reply.length / 2), () => response.socket.destroy());
  },
  // The client gives up, or this process is killed; `hang` is for this call and all after it.
  never: () => {},
  hang: () => {},
  abort({ response, reply }) {
    const whole = JSON.parse(reply);
    const choices = whole.choices.map((choice) => ({ ...choice, finish_reason: 'abort' }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...whole, choices }));
  },
  crash: () => process.kill(process.pid, 'SIGKILL'),
};

/** Spoils the call when a fault is armed for it, and says which. */
export async function inject({ body, reply, response, log, id }) {
  const fault = take(body);
  if (fault === undefined) return undefined;
  log.write({ event: 'injected', id, fault: String(fault.kind) });
  kinds[fault.kind]({ response, reply, body });
  return fault.kind;
}
