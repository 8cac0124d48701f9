import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { z } from 'zod';
import { groupMembers } from '../../../infra/embedded/processes/process-group';
import { identify } from '../../../infra/embedded/processes/process-identity';
import type { ProvisionContext } from '../../../infra/embedded/provision/context';
import { ensureTinyModel } from '../../../infra/embedded/provision/ensure-models';
import { ensureVenv } from '../../../infra/embedded/provision/ensure-venv';
import { inferenceVenv } from '../../../infra/embedded/provision/venv-specifications';
import type { InferenceServerStatus } from '../../../src/clients/inference-host-client';
import { isReady, modelRequest, readServer, untilState } from '../../unit/inference/host-fixture';
import { hostProcessFactory } from './host-process';

jest.setTimeout(900_000);

const START_WITHIN_MS = 600_000;
const store = mkdtempSync(join(tmpdir(), 'srlm-store-'));
const context: ProvisionContext = { environment: process.env, report: () => {} };
afterAll(() => rmSync(store, { recursive: true, force: true }));

const completionSchema = z.object({
  choices: z.tuple([
    z.object({ prompt_logprobs: z.array(z.record(z.string(), z.object({ logprob: z.number() })).nullable()) }),
  ]),
});

/** Log-probabilities of a fixed prompt: equal weights give equal numbers, other weights give others. */
async function fingerprint(server: InferenceServerStatus): Promise<number[]> {
  const reply = await request(`${server.url}/v1/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: server.servedModelName,
      prompt: 'Read the question and the answer below.',
      max_tokens: 1,
      temperature: 0,
      prompt_logprobs: 0,
    }),
  });
  const tokens = completionSchema.parse(await reply.body.json()).choices[0].prompt_logprobs;
  return tokens.flatMap((token) => Object.values(token ?? {}).map((entry) => entry.logprob));
}

const serve = (name: 'A' | 'B') => ({ strategy: 'reload', model: modelRequest(name, name.toLowerCase()) }) as const;

it('a real vLLM changes weights in place exactly, survives its host and leaves nothing behind', async () => {
  const venv = await ensureVenv(inferenceVenv(), context);
  mkdirSync(join(store, 'models'));
  cpSync(await ensureTinyModel(context), join(store, 'models', 'A'), { recursive: true });
  cpSync(await ensureTinyModel(context, 1), join(store, 'models', 'B'), { recursive: true });

  const start = hostProcessFactory(store, join(venv, 'bin', 'vllm'));
  const first = await start();
  await first.client.put('policy', serve('A'));
  const started = await untilState(first.client, 'policy', isReady, START_WITHIN_MS);
  const asStarted = await fingerprint(started);

  await first.client.put('policy', serve('B'));
  const reloaded = await untilState(first.client, 'policy', isReady);
  expect(reloaded.pid).toBe(started.pid);
  expect(reloaded.proof?.value).toBe(serve('B').model.digest);
  expect(await readServer(reloaded.url, '/weight_info')).toEqual({
    weight_version: serve('B').model.digest,
  });
  const reloadedFingerprint = await fingerprint(reloaded);
  expect(reloadedFingerprint).not.toEqual(asStarted);

  await first.kill();
  const second = await start();
  const adopted = await untilState(second.client, 'policy', isReady);
  expect(adopted.pid).toBe(started.pid);

  await second.client.put('policy', serve('A'));
  const back = await untilState(second.client, 'policy', isReady);
  expect(await fingerprint(back)).toEqual(asStarted);

  // What was reloaded in place computes what a new process computes.
  await second.client.put('policy', { strategy: 'restart', model: serve('B').model });
  const restarted = await untilState(second.client, 'policy', isReady, START_WITHIN_MS);
  expect(restarted.pid).not.toBe(started.pid);
  expect(await fingerprint(restarted)).toEqual(reloadedFingerprint);

  const leader = identify(restarted.pid ?? 0);
  if (!leader) throw new Error('The server has no process');
  expect(groupMembers(leader).length).toBeGreaterThan(1);
  await second.stop();
  expect(groupMembers(leader)).toEqual([]);
});
