import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { freePort } from '../../../../infra/embedded/processes/ports';
import { projectRoot } from '../../../../infra/embedded/project-root';
import { ensureTemporal } from '../../../../infra/embedded/provision/ensure-temporal';
import { startTemporal, type RunningTemporal } from '../../../../infra/temporal/start-temporal';
import { createDataConverter } from '../../../../src/temporal/encryption/data-converter';
import { makeCertificates } from '../certificates';
import { startTlsProxy, type TlsProxy } from '../tls-proxy';
import { eventually } from '../../temporal-environment';
import { killAll, srlm, startProcess, type StartedProcess } from './processes';
import { filesBelow, payloadsIn, textsIn } from './search';
import { SERVED_NAME, startStubTrainer, startStubVllm } from './stub-engines';
import type { StubServer } from './stub-server';

jest.setTimeout(300_000);

const canary = (name: string) => `canary-${name}-${randomBytes(6).toString('hex')}`;
const key = randomBytes(32);
const secrets = {
  temporal: canary('temporal'),
  trainer: canary('trainer'),
  inference: canary('inference'),
  vllm: canary('vllm'),
  wrongTrainer: canary('wrong-trainer'),
  wrongInference: canary('wrong-inference'),
  wrongVllm: canary('wrong-vllm'),
  encryptionKey: key.toString('base64'),
  encryptionKeyBytes: key.toString('latin1'),
};
/** Words of the recipe and of a prompt: no secrets, but with encryption they are not Temporal's to know. */
const privateWords = { recipe: canary('recipe'), prompt: canary('prompt') };

const folder = mkdtempSync(join(tmpdir(), 'srlm-canary-'));
const at = (...names: string[]) => join(folder, ...names);
const store = at('store');
const dist = join(projectRoot(), 'dist');
let temporal: RunningTemporal;
let proxy: TlsProxy;
let processes: StartedProcess[];
let environment: Record<string, string>;
let recipe: Record<string, unknown>;
let vllm: StubServer;
let trainer: StubServer;
let dataConverter: ReturnType<typeof createDataConverter>;
/** Has no keys, and so sees what the server sees. */
let plain: Client;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  for (const name of ['store', 'logs', 'state', 'tls']) mkdirSync(at(name));
  const executable = await ensureTemporal({ environment: process.env, report: () => undefined });
  const ports = { port: await freePort(), uiPort: await freePort() };
  const files = { dbFile: at('temporal', 'temporal.db'), logFile: at('logs', 'temporal.log') };
  temporal = await startTemporal({ executable, environment: {}, ...ports, ...files });
  const certificates = makeCertificates(at('tls'));
  const target = { host: '127.0.0.1', port: ports.port };
  proxy = await startTlsProxy({ certificates, target, clients: 'anyone', protocols: ['h2'] });
  vllm = await startStubVllm(secrets.vllm);
  trainer = await startStubTrainer(secrets.trainer, store);
  writeFileSync(at('keys'), `first: ${secrets.encryptionKey}\n`);
  const hostPort = await freePort();
  environment = {
    SRLM_TEMPORAL_ADDRESS: `127.0.0.1:${proxy.port}`,
    SRLM_TEMPORAL_CA_FILE: certificates.authority,
    SRLM_TEMPORAL_API_KEY: secrets.temporal,
    SRLM_ENCRYPTION_KEYS_FILE: at('keys'),
    SRLM_STORE: store,
    SRLM_BASE_MODELS: at('models'),
    SRLM_TRAINER_URL: trainer.url,
    SRLM_TRAINER_TOKEN: secrets.trainer,
    SRLM_INFERENCE_HOST_URL: `http://127.0.0.1:${hostPort}`,
    SRLM_INFERENCE_TOKEN: secrets.inference,
    SRLM_KEY_VLLM: secrets.vllm,
    SRLM_KEY_WRONG: secrets.wrongVllm,
    // What a person sets to find a fault shows most.
    SRLM_DEBUG: 'true',
  };
  dataConverter = createDataConverter({ encryptionKeysFile: at('keys') });
  recipe = writeRecipe();
  plain = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const host = {
    SRLM_INFERENCE_HOST_PORT: `${hostPort}`,
    SRLM_INFERENCE_FIRST_PORT: `${await freePort()}`,
    SRLM_INFERENCE_STATE: at('state'),
    SRLM_VLLM_COMMAND: 'false',
  };
  processes = await Promise.all([
    startProcess({
      words: [join(dist, 'infra/inference/host/main.js')],
      environment: { ...environment, ...host },
      logFile: at('logs', 'host.log'),
      ready: 'listening on',
    }),
    startWorker('worker', {}),
    startWorker('wrong-tokens', {
      SRLM_TASK_QUEUE: 'wrong-tokens',
      SRLM_TRAINER_TOKEN: secrets.wrongTrainer,
      SRLM_INFERENCE_TOKEN: secrets.wrongInference,
    }),
  ]);
});

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  killAll();
  await plain.connection.close();
  await Promise.all([vllm.close(), trainer.close()]);
  await proxy.close();
  if (temporal.kind === 'started') await temporal.stop();
  rmSync(folder, { recursive: true, force: true });
});

const startWorker = (name: string, changes: Record<string, string>) =>
  startProcess({
    words: [join(dist, 'src/worker.js')],
    environment: { ...environment, ...changes },
    logFile: at('logs', `${name}.log`),
    ready: 'Working on task queue',
  });

/** A run that makes M_1 and M_2 in seconds, with a private word in a path and in a prompt. */
function writeRecipe() {
  for (const name of [privateWords.recipe, 'plain']) {
    const model = at('models', name);
    mkdirSync(model, { recursive: true });
    writeFileSync(join(model, 'config.json'), '{}');
    writeFileSync(join(model, 'model.safetensors'), 'weights');
  }
  const data = at(`data-${privateWords.recipe}`);
  cpSync(join(projectRoot(), 'examples', 'seed'), data, { recursive: true });
  const prompts = readFileSync(join(data, 'prompts.jsonl'), 'utf8').replaceAll('"}', ` ${privateWords.prompt}"}`);
  writeFileSync(join(data, 'prompts.jsonl'), prompts);
  return {
    iterations: 1,
    baseModel: privateWords.recipe,
    data: {
      ift: join(data, 'ift.jsonl'),
      eft: join(data, 'eft-train.jsonl'),
      heldOut: join(data, 'eft-heldout.jsonl'),
      prompts: join(data, 'prompts.jsonl'),
    },
    serving: {
      strategy: 'static',
      endpoints: [{ url: vllm.url, model: SERVED_NAME, apiKeyEnv: 'SRLM_KEY_VLLM' }],
    },
    prompts: { perIteration: 8, generatedShare: 0 },
    responses: { perPrompt: 3 },
    judgements: { perResponse: 1 },
    evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 2 },
  };
}

/** Starts a run with the command line and waits for its end. */
function runOf(name: string, changes: object, variables: Record<string, string> = {}) {
  const file = at(`${name}.json`);
  writeFileSync(file, JSON.stringify({ ...recipe, ...changes, run: name }));
  return srlm(['run', file, '--wait', '--json'], { ...environment, ...variables }, at('logs', `cli-${name}.log`));
}

describe('a project with every kind of secret', () => {
  it('makes its models over TLS, with encrypted histories that replay', async () => {
    const { exitCode, output } = await runOf('vault', {});
    expect(output).toContain('"M2"');
    expect(exitCode).toBe(0);
    const history = await plain.workflow.getHandle('srlm-vault').fetchHistory();
    const codePath = join(dist, 'src', 'workflows', 'encrypting-bundle.js');
    await Worker.runReplayHistory({ workflowBundle: { codePath }, dataConverter }, history, 'srlm-vault');
  });

  it('says what a refused token is about, and not what it is', async () => {
    const { exitCode, output } = await runOf('refused-token', {}, { SRLM_TASK_QUEUE: 'wrong-tokens' });
    // Of the trainer, or of the inference host that is asked to clear up afterwards.
    expect(output).toMatch(/refused: Bearer \[token\]|the token of this host/);
    expect(exitCode).toBe(1);
  });

  it('has its model key refused', async () => {
    const judge = { url: vllm.url, model: SERVED_NAME, apiKeyEnv: 'SRLM_KEY_WRONG' };
    const input = { ...recipe, roles: { judge }, run: 'refused-key' };
    const client = new Client({ connection: plain.connection, dataConverter });
    const options = { workflowId: 'srlm-refused-key', taskQueue: 'srlm', args: [input] };
    const handle = await client.workflow.start('selfRewardingRun', options);
    const refusals = await eventually(
      async () => vllm.refusals(),
      (count) => count > 0,
      60_000,
    );
    expect(refusals).toBeGreaterThan(0);
    const seen = await srlm(['status', 'refused-key', '--json'], environment, at('logs', 'cli-refused-key.log'));
    expect(seen.exitCode).toBe(0);
    if ((await handle.describe()).status.name === 'RUNNING') await handle.terminate('the test is over');
  });

  it('shows through the encryption what a run waits for whose judge is not there; its input came from a page without a codec', async () => {
    const judge = { url: 'http://127.0.0.1:1', model: 'judge', apiKeyEnv: 'SRLM_KEY_VLLM' };
    const input = { ...recipe, baseModel: 'plain', data: {}, roles: { judge }, run: 'nobody' };
    const options = { workflowId: 'srlm-nobody', taskQueue: 'srlm', args: [input] };
    const handle = await plain.workflow.start('selfRewardingRun', options);
    const { output } = await eventually(
      () => srlm(['status', 'nobody', '--json'], environment, at('logs', 'cli-nobody.log')),
      (seen) => /"waitingFor": "[^"]*127\.0\.0\.1:1/.test(seen.output),
      60_000,
    );
    expect(output).toContain('"judgeResponses"');
    await handle.terminate('the test is over');
  });

  it('names the way out to who has no key or no server', async () => {
    const { SRLM_ENCRYPTION_KEYS_FILE: _, ...keyless } = environment;
    const noKey = await srlm(['status', 'vault'], keyless, at('logs', 'cli-keyless.log'));
    expect(noKey.output).toContain(
      'encrypted with key "first" and there are no keys here; set SRLM_ENCRYPTION_KEYS_FILE',
    );
    const away = { ...environment, SRLM_TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const noServer = await srlm(['status', 'vault'], away, at('logs', 'cli-away.log'));
    expect(noServer.output).toContain('No Temporal server answers at 127.0.0.1:1');
    expect([noKey.exitCode, noServer.exitCode]).toEqual([2, 4]);
  });
});

describe('afterwards', () => {
  let places: { where: string; text: string }[];
  let histories: string;
  let decrypted: string;
  beforeAll(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    const raw: unknown[] = [];
    for await (const { workflowId, runId } of plain.workflow.list()) {
      raw.push(await plain.workflow.getHandle(workflowId, runId).fetchHistory());
    }
    const [codec] = dataConverter.payloadCodecs;
    histories = textsIn(raw);
    decrypted = textsIn(await codec?.decode(payloadsIn(raw)));
    places = [
      { where: 'histories', text: histories },
      { where: 'decrypted payloads', text: decrypted },
      ...['store', 'logs', 'state', 'temporal'].flatMap((name) => filesBelow(at(name))),
    ];
  });

  it('the search finds what is there', () => {
    const whereIs = (word: string) => places.filter(({ text }) => text.includes(word)).map(({ where }) => where);
    expect(whereIs('srlm-vault')).toEqual(expect.arrayContaining(['histories', at('temporal', 'temporal.db')]));
    expect(whereIs(privateWords.recipe)).toEqual(
      expect.arrayContaining(['decrypted payloads', join(store, 'runs/vault/recipe.json')]),
    );
    expect(whereIs(privateWords.prompt)).toContain(join(store, 'runs/vault/iterations/1/prompts.jsonl'));
    expect(whereIs('Working on task queue')).toContain(at('logs', 'worker.log'));
    expect(whereIs('refused: Bearer [token]')).toContain('decrypted payloads');
  });

  it.each(Object.entries(secrets))('the secret %s is nowhere', (_name, secret) => {
    expect(places.filter(({ text }) => text.includes(secret)).map(({ where }) => where)).toEqual([]);
  });

  it.each(Object.entries(privateWords))('the private word of a %s is not in Temporal', (_name, word) => {
    const known = [{ where: 'histories', text: histories }, ...filesBelow(at('temporal'))];
    expect(known.filter(({ text }) => text.includes(word)).map(({ where }) => where)).toEqual([]);
  });

  it('a prompt is in no history, encrypted or not', () => {
    expect(decrypted).not.toContain(privateWords.prompt);
  });
});
