import { withoutSecrets } from '../../../../infra/embedded/processes/without-secrets';

const environment = {
  PATH: '/bin',
  SRLM_STORE: '/store',
  SRLM_TRAINER_TOKEN: 'a',
  SRLM_INFERENCE_TOKEN: 'b',
  SRLM_CODEC_TOKEN: 'c',
  SRLM_TEMPORAL_API_KEY: 'd',
  SRLM_KEY_JUDGE: 'e',
  SRLM_ENCRYPTION_KEYS_FILE: '/keys',
  SRLM_TEMPORAL_CLIENT_KEY_FILE: '/client.key',
};

describe('withoutSecrets', () => {
  it('leaves out what a process has no use for', () => {
    expect(withoutSecrets(environment)).toEqual({ PATH: '/bin', SRLM_STORE: '/store' });
  });

  it('keeps the secret that is its own', () => {
    expect(withoutSecrets(environment, ['SRLM_TRAINER_TOKEN'])).toEqual({
      PATH: '/bin',
      SRLM_STORE: '/store',
      SRLM_TRAINER_TOKEN: 'a',
    });
  });
});
