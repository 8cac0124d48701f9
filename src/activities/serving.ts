import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { MalformedReplyError, UnknownRouteError } from 'vllm-client';
import type { InferenceServerStatus } from '../clients/inference-host-client';
import type { ModelReference } from '../core/records';
import { recipeAt, type Recipe } from '../recipes/recipe';
import { eachReplica } from '../serving/agreed-fingerprint';
import { externalModel, type ServedModel } from '../serving/served-model';
import { whyNoneIsLive } from '../serving/why-none-is-live';
import { modelDigest } from '../store/model-digest';
import { runLayout } from '../store/run-layout';
import { resolveInStore } from '../store/store-path';
import type { ActivityDependencies } from './dependencies';
import { findRecipe } from './opening';
import { startCost } from './record-cost';
import { recordedFingerprint } from './recorded-fingerprint';
import { whileBeating } from './while-beating';

const POLL_MS = 500;

/** What serving needs of the outside. */
export type ServingDependencies = Pick<ActivityDependencies, 'store' | 'pools' | 'inferenceHost'>;

export interface ServeModelInput {
  run: string;
  model: ModelReference;
  /** What an adapter was trained on; only the lora strategy needs it. */
  base: ModelReference;
  serving: Recipe['serving'];
}

/**
 * Makes a model callable and proves it: the folder has the digest of the reference, the server says that it holds that
 * digest, and the fingerprint taken the first time is the one that every worker checks from then on.
 */
export async function serveModel(deps: ServingDependencies, input: ServeModelInput): Promise<ServedModel> {
  const { model, serving } = input;
  const cost = startCost(deps.store, runLayout(input.run).fingerprint(model.name));
  let waitingFor = () => 'the check of its files';
  const say = (what: string) => {
    waitingFor = () => what;
  };
  return whileBeating(
    () => ({ model: model.name, digest: model.digest, strategy: serving.strategy, waitingFor: waitingFor() }),
    async () => {
      await verifyFolder(deps, model);
      const served =
        serving.strategy === 'static' ? staticModel(input) : await serveAtHost(deps, input, serving.strategy, say);
      waitingFor = () => whyNoneAnswers(deps, served);
      const logprobs = await recordedFingerprint(deps, input, served);
      const engine = await engineOf(deps, served);
      await cost.record(null);
      return {
        ...served,
        ...(engine === undefined ? {} : { engine }),
        fingerprint: { logprobs, tolerance: serving.fingerprintTolerance },
      };
    },
  );
}

/** A server that holds another model is waited for as well: someone may be about to replace it. */
function whyNoneAnswers({ pools }: ServingDependencies, served: ServedModel): string {
  const replicas = [served, ...eachReplica(served)].flatMap((one) => pools.get(one).calls.status());
  return whyNoneIsLive(replicas) ?? `a fingerprint from ${served.replicas.map(({ url }) => url).join(' or ')}`;
}

/** Stops the server of a run at the inference host. Where others manage the servers there may be no host to ask. */
export async function releaseServers(
  { store, inferenceHost }: Pick<ServingDependencies, 'store' | 'inferenceHost'>,
  { run }: { run: string },
): Promise<void> {
  const recipe = await findRecipe(store, run);
  const phases = recipe ? [recipe, ...recipe.schedule.map(({ from }) => recipeAt(recipe, from))] : [];
  if (phases.length === 0 || phases.some(({ serving }) => serving.strategy !== 'static')) await inferenceHost.stop(run);
}

async function verifyFolder({ store }: ServingDependencies, model: ModelReference): Promise<void> {
  const actual = await modelDigest(resolveInStore(store.root, model.path));
  if (actual === model.digest) return;
  throw ApplicationFailure.nonRetryable(
    `the folder of ${model.name} (${model.path}) was changed: expected ${model.digest}, found ${actual}`,
    'CorruptModel',
  );
}

function staticModel({ model, serving }: ServeModelInput): ServedModel {
  const [first, ...others] = serving.endpoints.map(externalModel);
  if (!first) throw ApplicationFailure.nonRetryable('serving.endpoints is empty', 'InvalidRecipeError');
  return {
    ...first,
    digest: model.digest,
    replicas: [first, ...others].flatMap((endpoint) => endpoint.replicas),
    proof: { kind: 'name', value: first.servedName },
  };
}

async function serveAtHost(
  { inferenceHost }: ServingDependencies,
  { run, model, base }: ServeModelInput,
  strategy: 'reload' | 'restart' | 'lora',
  say: (what: string) => void,
): Promise<ServedModel> {
  const signal = cancellationSignal();
  const what = strategy === 'lora' ? { strategy, base: pick(base) } : { strategy };
  const request = { model: pick(model), ...what };
  let status = await inferenceHost.put(run, request, signal);
  for (;;) {
    const served = servedModel(status, model);
    if (served) return { ...served, managed: { server: run, request } };
    if (status.state === 'failed')
      throw new Error(`${model.name} could not be served: ${status.error ?? 'no reason given'}`);
    say(`the model server, which is ${status.state}`);
    await setTimeout(POLL_MS, undefined, { signal });
    const now = await inferenceHost.get(run, signal);
    if (!now) throw new Error(`the inference host no longer knows the server "${run}"`);
    status = now;
  }
}

/** Undefined until the server is ready with these very weights. */
function servedModel(status: InferenceServerStatus, model: ModelReference): ServedModel | undefined {
  const { state, url, servedModelName, proof } = status;
  if (state !== 'ready' || status.model?.digest !== model.digest || !url || !servedModelName || !proof)
    return undefined;
  return { digest: model.digest, servedName: servedModelName, replicas: [{ url }], proof };
}

function pick({ name, digest, path }: ModelReference) {
  return { name, digest, path };
}

/** Undefined behind a gateway that passes on nothing but the routes of OpenAI. */
async function engineOf({ pools }: ServingDependencies, served: ServedModel): Promise<string | undefined> {
  const signal = cancellationSignal();
  try {
    return `vllm ${await pools.get(served).calls.run((client) => client.version({ signal }), { signal })}`;
  } catch (error) {
    if (error instanceof UnknownRouteError || error instanceof MalformedReplyError) return undefined;
    throw error;
  }
}
