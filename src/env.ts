/** The one place where environment variables are read, checked and given their types. */
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { cacheRoot } from '../infra/embedded/cache-root';
import { isSecretName, withoutSecrets } from '../infra/embedded/processes/without-secrets';
import { projectRoot } from '../infra/embedded/project-root';
import {
  resolveStackConfiguration,
  stackAddresses,
  type StackConfiguration,
  type StackOverrides,
} from '../infra/embedded/stack-configuration';
import { observabilitySettings, observabilityVariables } from './observability/observability-settings';

type Variables = Readonly<Record<string, string | undefined>>;

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((value) => new URL(value).username === '' && new URL(value).password === '', {
    error: 'must not carry a user name or a password, which errors would show; there is a variable for the token',
  })
  .transform((value) => value.replace(/\/+$/, ''));
const file = z
  .string()
  .min(1)
  .transform((path) => resolve(path))
  .optional();
const port = z.coerce.number().int().min(1).max(65_535);
const secret = z.string().min(1).optional();
const paths = z.string().transform((value) =>
  value
    .split(delimiter)
    .filter((path) => path !== '')
    .map((path) => resolve(path)),
);

/** Every variable, with its default and one sentence; `srlm --help` prints this list. The defaults are the embedded engines. */
export function environmentSchema(variables: Variables = process.env) {
  const embedded = readStackConfiguration({}, variables);
  const addresses = stackAddresses(embedded.ports);
  return z.object({
    SRLM_TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/]+:\d+$/, 'must be HOST:PORT')
      .default(addresses.temporal)
      .describe('Temporal server, as HOST:PORT.'),
    SRLM_TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace.'),
    SRLM_TEMPORAL_API_KEY: secret.describe('API key of the Temporal server, where it asks for one.'),
    SRLM_TEMPORAL_TLS: z
      .stringbool()
      .optional()
      .describe('Whether to connect to Temporal with TLS (true or false); with an API key or a TLS file it is on.'),
    SRLM_TEMPORAL_CA_FILE: file.describe(
      "Certificates (PEM) that sign the Temporal server's; else those of the system.",
    ),
    SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE: file.describe('Client certificate (PEM), where the server asks for one.'),
    SRLM_TEMPORAL_CLIENT_KEY_FILE: file.describe('Key (PEM) of the client certificate.'),
    SRLM_TEMPORAL_SERVER_NAME: z
      .string()
      .min(1)
      .optional()
      .describe('Name in the certificate of the Temporal server, where it is not the one in the address.'),
    SRLM_ENCRYPTION_KEYS_FILE: file.describe(
      'Keys that encrypt what Temporal keeps: lines "ID: BASE64 of 32 bytes", the last one encrypts.',
    ),
    SRLM_CODEC_PORT: port
      .default(embedded.ports.codec)
      .describe('Port of the codec endpoint, by which the Web UI shows what is encrypted.'),
    SRLM_CODEC_TOKEN: secret.describe('Token that the codec endpoint asks for; the Web UI itself sends none.'),
    SRLM_TASK_QUEUE: z.string().min(1).default('srlm').describe('Task queue of the workers.'),
    SRLM_DEPLOYMENT: z.string().min(1).optional().describe('Worker deployment that a worker belongs to.'),
    SRLM_BUILD_ID: z.string().min(1).optional().describe('Version of the worker in its deployment, e.g. a commit.'),
    SRLM_UI_URL: url.default(addresses.temporalUi).describe('Temporal Web UI, for links.'),
    SRLM_STORE: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .default(embedded.storeFolder)
      .describe('Folder of the artifact store.'),
    SRLM_STORE_URL: url.optional().describe('Address under which people find the store, for links to reports.'),
    SRLM_TRAINER_URL: url.default(addresses.trainer).describe('Trainer service.'),
    SRLM_TRAINER_TOKEN: secret.describe('Token of the trainer service.'),
    SRLM_SCORER_PORT: port.default(7302).describe('Port of the scorer, which serves reward models to critics.'),
    SRLM_SCORER_TOKEN: secret.describe('Token that the scorer asks for.'),
    SRLM_INFERENCE_HOST_URL: url
      .default(addresses.inferenceHost)
      .describe('Inference host, which starts and reloads vLLM.'),
    SRLM_INFERENCE_TOKEN: secret.describe('Token of the inference host.'),
    SRLM_BASE_MODELS: paths
      .default([join(cacheRoot({ ...variables }), 'models')])
      .describe(`Folders in which base models are looked for by name, separated by "${delimiter}".`),
    SRLM_EXAMPLES: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .default(join(projectRoot(), 'examples', 'seed'))
      .describe('Folder of the example seed data.'),
    SRLM_METHODS: paths
      .optional()
      .describe(`Folders of methods of your own, separated by "${delimiter}"; workers and the command line need them.`),
    SRLM_MAX_CALLS_PER_REPLICA: z.coerce
      .number()
      .int()
      .min(1)
      .default(256)
      .describe('Calls that a worker keeps in flight per vLLM replica.'),
    SRLM_MLFLOW_URL: url.optional().describe('MLflow server that workers publish runs to, each as an experiment.'),
    SRLM_MLFLOW_TOKEN: secret.describe('Token of the MLflow server.'),
    ...observabilityVariables,
    SRLM_ALLOW_COMMANDS: z
      .stringbool()
      .default(false)
      .describe('Whether this worker runs programs that recipes name as benchmarks (true or false).'),
    SRLM_DEBUG: z.stringbool().default(false).describe('Shows the stack of an error (true or false).'),
  });
}

export type Environment = ReturnType<typeof readEnvironment>;

/** Thrown when environment variables do not have the form they should have; it names each of them. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
  constructor(problems: readonly string[]) {
    super(['The environment has problems:', ...problems.map((problem) => `- ${problem}`)].join('\n'));
  }
}

/** Settings of workers and of the command line. An empty variable counts as one that is not set. */
export function readEnvironment(variables: Variables = process.env) {
  const result = environmentSchema(variables).safeParse(withoutEmpty(variables));
  if (!result.success) {
    throw new InvalidEnvironmentError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const { data } = result;
  const tls = tlsSettings(data);
  return {
    temporal: {
      address: data.SRLM_TEMPORAL_ADDRESS,
      namespace: data.SRLM_TEMPORAL_NAMESPACE,
      apiKey: data.SRLM_TEMPORAL_API_KEY,
      tls,
      encryptionKeysFile: data.SRLM_ENCRYPTION_KEYS_FILE,
      uiUrl: data.SRLM_UI_URL,
      taskQueue: data.SRLM_TASK_QUEUE,
    },
    codec: { port: data.SRLM_CODEC_PORT, token: data.SRLM_CODEC_TOKEN },
    versioning: { deployment: data.SRLM_DEPLOYMENT, buildId: data.SRLM_BUILD_ID },
    store: data.SRLM_STORE,
    storeUrl: data.SRLM_STORE_URL,
    trainer: service(data.SRLM_TRAINER_URL, data.SRLM_TRAINER_TOKEN),
    scorer: { port: data.SRLM_SCORER_PORT, token: data.SRLM_SCORER_TOKEN },
    inferenceHost: service(data.SRLM_INFERENCE_HOST_URL, data.SRLM_INFERENCE_TOKEN),
    baseModelFolders: data.SRLM_BASE_MODELS,
    examplesFolder: data.SRLM_EXAMPLES,
    maxCallsPerReplica: data.SRLM_MAX_CALLS_PER_REPLICA,
    mlflow: data.SRLM_MLFLOW_URL === undefined ? undefined : service(data.SRLM_MLFLOW_URL, data.SRLM_MLFLOW_TOKEN),
    observability: observabilitySettings(data),
    allowCommands: data.SRLM_ALLOW_COMMANDS,
  };
}

/** True and false are Temporal's own defaults; anything set is TLS with that. */
export type TlsSettings =
  | boolean
  | {
      caFile: string | undefined;
      client: { certificateFile: string; keyFile: string } | undefined;
      serverName: string | undefined;
    };

function tlsSettings(data: z.output<ReturnType<typeof environmentSchema>>): TlsSettings | undefined {
  const caFile = data.SRLM_TEMPORAL_CA_FILE;
  const certificateFile = data.SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE;
  const keyFile = data.SRLM_TEMPORAL_CLIENT_KEY_FILE;
  const serverName = data.SRLM_TEMPORAL_SERVER_NAME;
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw new InvalidEnvironmentError([
      'SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE and SRLM_TEMPORAL_CLIENT_KEY_FILE: set both or neither',
    ]);
  }
  if ([caFile, certificateFile, serverName].every((each) => each === undefined)) return data.SRLM_TEMPORAL_TLS;
  if (data.SRLM_TEMPORAL_TLS === false) {
    throw new InvalidEnvironmentError([
      'SRLM_TEMPORAL_TLS: is false, but other variables say how to use TLS; remove one',
    ]);
  }
  const client = certificateFile === undefined || keyFile === undefined ? undefined : { certificateFile, keyFile };
  return { caFile, client, serverName };
}

/** How `srlm up` starts the embedded engines. @throws InvalidEnvironmentError */
export function readStackConfiguration(
  overrides: StackOverrides,
  variables: Variables = process.env,
): StackConfiguration {
  try {
    return resolveStackConfiguration(withoutEmpty(variables), overrides);
  } catch (error) {
    throw new InvalidEnvironmentError([error instanceof Error ? error.message : String(error)]);
  }
}

function withoutEmpty(variables: Variables): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}

function service(baseUrl: string, token: string | undefined): { baseUrl: string; token?: string } {
  return { baseUrl, ...(token === undefined ? {} : { token }) };
}

/** Whether errors show their stack; asked also when the rest of the environment is invalid. */
export function showsStacks(variables: Variables = process.env): boolean {
  return z.stringbool().safeParse(variables['SRLM_DEBUG']).data ?? false;
}

/** The values of all secrets that this process was given, for a log that shall not show them. */
export function secretValues(variables: Variables = process.env): string[] {
  return Object.entries(withoutEmpty(variables)).flatMap(([name, value]) =>
    value !== undefined && isSecretName(name) && !name.endsWith('_FILE') ? [value] : [],
  );
}

/** A recipe is data of anybody who may start a run, so that it may only name variables that are meant to be sent. */
const SENDABLE = /^SRLM_KEY_[A-Z0-9_]+$/;

/** Thrown when a recipe names a variable that it may not have sent to an endpoint. */
export class ForbiddenSecretError extends Error {
  override readonly name = 'ForbiddenSecretError';
  constructor(variable: string) {
    super(
      `apiKeyEnv names ${variable}, and only variables that begin with SRLM_KEY_ are sent to endpoints; rename it where the worker runs and in the recipe`,
    );
  }
}

/** Thrown when a recipe names an API key that this process does not have. */
export class MissingSecretError extends Error {
  override readonly name = 'MissingSecretError';
  constructor(variable: string) {
    super(
      `apiKeyEnv names ${variable}, which is not set where the worker runs; set it there and start the worker again`,
    );
  }
}

/** The value of the variable that an `apiKeyEnv` of a recipe names. @throws ForbiddenSecretError, MissingSecretError */
export function secrets(variable: string, variables: Variables = process.env): string {
  if (!SENDABLE.test(variable)) throw new ForbiddenSecretError(variable);
  const value = variables[variable];
  if (value === undefined || value === '') throw new MissingSecretError(variable);
  return value;
}

/** What a program that a recipe names finds in its environment: no secret of ours but the named ones that may be sent. */
export function environmentOfCommands(own: readonly string[], variables: Variables = process.env): NodeJS.ProcessEnv {
  return withoutSecrets(
    { ...variables },
    own.filter((variable) => SENDABLE.test(variable)),
  );
}
