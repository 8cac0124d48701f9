import { join, resolve } from 'node:path';
import { readEnvironment, secrets, secretValues, showsStacks } from '../../src/env';

describe('readEnvironment', () => {
  it('defaults to the embedded engines', () => {
    const environment = readEnvironment({ HOME: '/home/someone' });
    expect(environment.temporal).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      apiKey: undefined,
      tls: undefined,
      encryptionKeysFile: undefined,
      uiUrl: 'http://127.0.0.1:8233',
      taskQueue: 'srlm',
    });
    expect(environment.store).toBe(resolve('.srlm/store'));
    expect(environment.trainer).toEqual({ baseUrl: 'http://127.0.0.1:7301' });
    expect(environment.inferenceHost).toEqual({ baseUrl: 'http://127.0.0.1:7300' });
    expect(environment.baseModelFolders).toEqual(['/home/someone/.cache/srlm/models']);
    expect(environment.examplesFolder).toBe(resolve('examples/seed'));
    expect(environment.maxCallsPerReplica).toBe(256);
  });

  it('follows the ports and the data folder of the embedded engines', () => {
    const environment = readEnvironment({
      SRLM_TEMPORAL_PORT: '17233',
      SRLM_TEMPORAL_UI_PORT: '18233',
      SRLM_DATA: '/data',
    });
    expect(environment.temporal).toMatchObject({ address: '127.0.0.1:17233', uiUrl: 'http://127.0.0.1:18233' });
    expect(environment.store).toBe('/data/store');
  });

  it('gives every value its type', () => {
    const environment = readEnvironment({
      SRLM_TEMPORAL_TLS: 'true',
      SRLM_TEMPORAL_API_KEY: 'key',
      SRLM_STORE: 'store',
      SRLM_UI_URL: 'https://ui.example/temporal/',
      SRLM_TRAINER_TOKEN: 'token',
      SRLM_BASE_MODELS: '/a:b',
      SRLM_MAX_CALLS_PER_REPLICA: '8',
    });
    expect(environment).toMatchObject({
      temporal: { tls: true, apiKey: 'key', uiUrl: 'https://ui.example/temporal' },
      store: resolve('store'),
      trainer: { token: 'token' },
      baseModelFolders: ['/a', join(process.cwd(), 'b')],
      maxCallsPerReplica: 8,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ SRLM_TASK_QUEUE: '', SRLM_TRAINER_TOKEN: '' })).toEqual(readEnvironment({}));
  });

  it('lists every problem by variable', () => {
    const variables = {
      SRLM_TEMPORAL_ADDRESS: 'nowhere',
      SRLM_MAX_CALLS_PER_REPLICA: '0',
      SRLM_TRAINER_URL: 'ftp://x',
      SRLM_DEBUG: 'maybe',
    };
    for (const variable of [
      'SRLM_TEMPORAL_ADDRESS: must be HOST:PORT',
      'SRLM_MAX_CALLS_PER_REPLICA: ',
      'SRLM_TRAINER_URL: must be',
      'SRLM_DEBUG: ',
    ]) {
      expect(() => readEnvironment(variables)).toThrow(variable);
    }
    expect(() => readEnvironment({ SRLM_TEMPORAL_PORT: 'many' })).toThrow('SRLM_TEMPORAL_PORT');
  });

  it('never shows a secret', () => {
    let message = '';
    try {
      readEnvironment({ SRLM_TEMPORAL_API_KEY: 'hush', SRLM_TEMPORAL_ADDRESS: 'nowhere' });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('SRLM_TEMPORAL_ADDRESS');
    expect(message).not.toContain('hush');
  });
});

describe('how to use TLS with Temporal', () => {
  it('is read from files, whose paths become absolute', () => {
    const { tls } = readEnvironment({
      SRLM_TEMPORAL_CA_FILE: 'ca.pem',
      SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE: '/c.pem',
      SRLM_TEMPORAL_CLIENT_KEY_FILE: '/k.pem',
      SRLM_TEMPORAL_SERVER_NAME: 'temporal.internal',
    }).temporal;
    const client = { certificateFile: '/c.pem', keyFile: '/k.pem' };
    expect(tls).toEqual({ caFile: resolve('ca.pem'), client, serverName: 'temporal.internal' });
  });

  it.each([
    [{ SRLM_TEMPORAL_CLIENT_KEY_FILE: '/k.pem' }, 'set both or neither'],
    [{ SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE: '/c.pem' }, 'set both or neither'],
    [{ SRLM_TEMPORAL_TLS: 'false', SRLM_TEMPORAL_CA_FILE: '/ca.pem' }, 'SRLM_TEMPORAL_TLS: is false'],
    [{ SRLM_TRAINER_URL: 'https://me:hush@trainer' }, 'SRLM_TRAINER_URL: must not carry a user name or a password'],
  ])('%j is refused', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
  });
});

describe('what a worker tells of itself', () => {
  it('is nothing but lines of text, unless asked for', () => {
    const { observability, mlflow } = readEnvironment({});
    expect(observability).toEqual({
      logFormat: 'text',
      metricsAddress: undefined,
      sdkMetricsAddress: undefined,
      tracing: undefined,
    });
    expect(mlflow).toBeUndefined();
  });

  it.each([
    ['9464', { host: '127.0.0.1', port: 9464 }],
    ['0.0.0.0:9464', { host: '0.0.0.0', port: 9464 }],
    ['[::1]:9464', { host: '::1', port: 9464 }],
  ])('reads the address %s', (given, address) => {
    expect(readEnvironment({ SRLM_METRICS_ADDRESS: given }).observability.metricsAddress).toEqual(address);
  });

  it.each(['somewhere', '127.0.0.1', '70000'])('refuses the address %s', (given) => {
    expect(() => readEnvironment({ SRLM_METRICS_ADDRESS: given })).toThrow('SRLM_METRICS_ADDRESS: ');
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, { protocol: undefined, shareOfCalls: 0.01 }],
    [
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/t', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', SRLM_TRACE_CALLS: '1' },
      { protocol: 'grpc', shareOfCalls: 1 },
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
  ])('traces where a collector is named: %j', (variables, tracing) => {
    expect(readEnvironment(variables).observability.tracing).toEqual(tracing);
  });

  it('publishes to MLflow where it is named', () => {
    const variables = { SRLM_MLFLOW_URL: 'http://mlflow:5000/', SRLM_MLFLOW_TOKEN: 'hush' };
    expect(readEnvironment(variables).mlflow).toEqual({ baseUrl: 'http://mlflow:5000', token: 'hush' });
  });
});

describe('secrets', () => {
  it('reads the variable that a recipe names', () => {
    expect(secrets('SRLM_KEY_JUDGE', { SRLM_KEY_JUDGE: 'value' })).toBe('value');
  });

  it('says which variable is missing, and where', () => {
    expect(() => secrets('SRLM_KEY_JUDGE', {})).toThrow(
      'apiKeyEnv names SRLM_KEY_JUDGE, which is not set where the worker runs',
    );
  });

  it.each(['SRLM_TRAINER_TOKEN', 'SRLM_TEMPORAL_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'SRLM_KEY_', 'XSRLM_KEY_A', 'PATH'])(
    'sends %s to nobody',
    (variable) => {
      expect(() => secrets(variable, { [variable]: 'hush' })).toThrow(
        `apiKeyEnv names ${variable}, and only variables that begin with SRLM_KEY_ are sent`,
      );
    },
  );
});

it('knows the values of all secrets, so that no log shows them', () => {
  const variables = {
    SRLM_KEY_JUDGE: 'a',
    SRLM_TRAINER_TOKEN: 'b',
    SRLM_MLFLOW_TOKEN: 'c',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=d',
    SRLM_ENCRYPTION_KEYS_FILE: '/keys',
    SRLM_INFERENCE_TOKEN: '',
    SRLM_STORE: 'store',
  };
  expect(secretValues(variables)).toEqual(['a', 'b', 'c', 'authorization=d']);
});

it('showsStacks answers even when the rest of the environment is invalid', () => {
  expect(showsStacks({ SRLM_DEBUG: '1', SRLM_STORE: '' })).toBe(true);
  expect(showsStacks({ SRLM_DEBUG: 'maybe' })).toBe(false);
  expect(showsStacks({})).toBe(false);
});
