import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { isSecretName } from '../../../infra/embedded/processes/without-secrets';
import { projectRoot } from '../../../infra/embedded/project-root';
import { readHostConfiguration } from '../../../infra/inference/host/configuration';
import { createModelServers } from '../../../infra/inference/host/model-servers';
import { answer } from '../../../infra/inference/host/routes';
import { SEARCH_ATTRIBUTES } from '../../../infra/temporal/temporal-arguments';
import { srlmVersion } from '../../../src/core/version';
import { readEnvironment } from '../../../src/env';
import { registry } from '../../../src/observability/metrics';
import { serveMetrics } from '../../../src/observability/metrics-server';
import { shutdownGraceSeconds } from '../../../src/temporal/shutdown-grace';
import { workerVersioning } from '../../../src/temporal/worker-versioning';
import { temporaryFolder } from '../../temporary-folder';
import {
  composeServices,
  deployedProcesses,
  kustomization,
  manifests,
  read,
  type DeployedProcess,
} from './deployed-processes';
import { knownProcesses } from './known-processes';

const folder = temporaryFolder();
const nameOf = ({ image }: DeployedProcess) => image.split(':')[0] ?? '';
const each = deployedProcesses.map((one): [string, DeployedProcess] => [one.where, one]);
const named = (name: string) => each.filter(([, one]) => nameOf(one) === name);
/** The settings as the process finds them; a secret has some value. */
const given = ({ environment }: DeployedProcess) =>
  Object.fromEntries([...environment].map(([name, value]) => [name, 'written' in value ? value.written : 'secret']));

it('finds every container of compose and Kubernetes', () => {
  expect(deployedProcesses.map(nameOf).toSorted()).toEqual([
    'postgres',
    'srlm-inference-host',
    'srlm-trainer',
    'srlm-trainer-gpu',
    'srlm-trainer-gpu',
    'srlm-worker',
    'srlm-worker',
    'temporalio/admin-tools',
    'temporalio/admin-tools',
    'temporalio/server',
    'temporalio/ui',
    'vllm/vllm-openai',
    'vllm/vllm-openai',
  ]);
});

describe.each(each)('%s', (_, one) => {
  it('names only variables that its process reads', () => {
    const known = knownProcesses[nameOf(one)]?.variables ?? [];
    expect([...one.environment.keys()].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('asks for health at a port and a route that its process has', () => {
    const has = knownProcesses[nameOf(one)]?.healthOf?.(one) ?? [];
    expect(one.health.filter((place) => !has.includes(place))).toEqual([]);
  });

  it('has a pinned image, and one of its own version where it is ours', () => {
    expect(one.image).toMatch(/^[a-z/-]+:v?\d+\.\d+(\.\d+)?(-\w+)?$/);
    const [, ours = srlmVersion] = /^srlm-.*:(.*)$/.exec(one.image) ?? [];
    expect(ours).toBe(srlmVersion);
  });

  it('has no secret in the file', () => {
    const isSecret = (name: string) => isSecretName(name) || /PASSWORD|PWD|TOKEN|SECRET|API_KEY/.test(name);
    const shown = [...one.environment].filter(([name, setting]) => isSecret(name) && 'written' in setting);
    expect(shown).toEqual([]);
  });
});

it.each([...named('srlm-worker')])('%s starts with what it is given, and has time to end its calls', (_, one) => {
  const environment = readEnvironment(given(one));
  expect(() => workerVersioning(environment.versioning)).not.toThrow();
  expect(one.graceSeconds).toBeGreaterThan(shutdownGraceSeconds + 10);
});

it('has every one of our processes say how it is', () => {
  const ours = deployedProcesses.filter(
    (one) => /^(srlm-|vllm)/.test(one.image) && one.where !== 'compose.gpu.yaml trainer',
  );
  expect(ours.filter(({ health }) => health.length === 0)).toEqual([]);
});

it('has a worker reach the trainer and the inference host where they listen', () => {
  const port = (name: string, variable: string) =>
    named(name)
      .map(([, one]) => given(one)[variable])
      .filter(Boolean);
  const trainerPorts = [...port('srlm-trainer', 'SRLM_TRAINER_PORT'), ...port('srlm-trainer-gpu', 'SRLM_TRAINER_PORT')];
  for (const [, worker] of named('srlm-worker')) {
    const { trainer } = readEnvironment(given(worker));
    expect(trainerPorts).toContain(new URL(trainer.baseUrl).port);
  }
  const [compose] = named('srlm-worker');
  const hostUrl = compose && readEnvironment(given(compose[1])).inferenceHost.baseUrl;
  expect(port('srlm-inference-host', 'SRLM_INFERENCE_HOST_PORT')).toEqual([hostUrl && new URL(hostUrl).port]);
});

it('asks for health at routes that answer without a token', async () => {
  const settings = { SRLM_STORE: folder(), SRLM_INFERENCE_STATE: folder(), SRLM_VLLM_COMMAND: 'vllm' };
  const servers = await createModelServers(readHostConfiguration(settings));
  const asked = { method: 'GET', path: '/healthz', authorization: undefined, readBody: () => Promise.resolve('') };
  expect((await answer(asked, servers, 'secret')).status).toBe(200);
  const metrics = await serveMetrics({ host: '127.0.0.1', port: 0 }, registry);
  const { statusCode, body } = await request(metrics.url);
  await body.dump();
  metrics.close();
  expect(statusCode).toBe(200);
  expect(read('trainer/srlm_trainer/routes.py')).toContain('get("/healthz")');
  expect(read('trainer/srlm_trainer/token_guard.py')).toContain('HEALTH = "/healthz"');
});

it('opens nothing of compose to other machines', () => {
  for (const { where, ports, network_mode: network } of composeServices) {
    expect({ where, open: ports.filter((port) => !port.startsWith('127.0.0.1:')) }).toEqual({ where, open: [] });
    if (network !== 'host') continue;
    const one = deployedProcesses.find((process) => process.where === where);
    const text = [...(one ? Object.values(given(one)) : []), ...(one?.words ?? [])].join(' ');
    expect({ where, open: /0\.0\.0\.0|\[::\]/.test(text) }).toEqual({ where, open: false });
  }
});

it('prepares the namespace with the search attributes that the workflows set', () => {
  const text = read('compose.yaml');
  for (const [name, { name: type }] of Object.entries(SEARCH_ATTRIBUTES))
    expect(text).toMatch(new RegExp(`--name ${name}\\s+--type ${type}`));
});

it('builds the images that compose names, from files that are there', () => {
  const dockerfile = read('images/Dockerfile');
  const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, stage]) => stage);
  const builds = composeServices.flatMap(({ build }) => (build ? [build] : []));
  expect(stages).toEqual(expect.arrayContaining(builds.flatMap(({ target }) => target ?? [])));
  const requirements = builds.flatMap(({ args }) => args?.['REQUIREMENTS'] ?? []);
  expect(requirements.filter((file) => !existsSync(join(projectRoot(), 'infra/trainer', file)))).toEqual([]);
  const bases = [...dockerfile.matchAll(/^ARG \w+=(\w+:\S+)$/gm)].map(([, base]) => base);
  expect(bases).toHaveLength(2);
  for (const base of bases) expect(base).toMatch(/:\d+\.\d+\.\d+-/);
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, words = '']) => words.split(' '));
  expect(sources.filter((path) => !path.includes('$') && !existsSync(join(projectRoot(), path)))).toEqual([]);
});

it('takes the kustomization from the manifests that are there, and the secrets from one that its README has made', () => {
  expect(kustomization.resources.toSorted()).toEqual([...new Set(manifests.map(({ file }) => file))].toSorted());
  const images = new Set(deployedProcesses.map(nameOf));
  expect(kustomization.images.filter(({ name }) => !images.has(name))).toEqual([]);
  const keys = deployedProcesses
    .filter(({ where }) => where.startsWith('kubernetes/'))
    .flatMap(({ environment }) => [...environment.values()].flatMap((one) => ('taken' in one ? [one.taken] : [])));
  for (const key of keys) expect(read('kubernetes/README.md')).toContain(key);
});
