import { resolveStackConfiguration } from '../../../infra/embedded/stack-configuration';
import { stackProcesses } from '../../../infra/embedded/stack-processes';

const secrets = {
  SRLM_TRAINER_TOKEN: 'trainer',
  SRLM_INFERENCE_TOKEN: 'inference',
  SRLM_CODEC_TOKEN: 'codec',
  SRLM_TEMPORAL_API_KEY: 'temporal',
  SRLM_KEY_JUDGE: 'judge',
};
const executables = { temporal: 'temporal', vllm: 'vllm', trainerPython: 'python' };
const processesWith = (environment: Record<string, string>) =>
  stackProcesses(resolveStackConfiguration({ ...environment, SRLM_DATA: '/data' }), executables);

describe('stackProcesses', () => {
  it('gives each process the secrets that are its own, and no others', () => {
    const names = new Set([...Object.keys(secrets), 'SRLM_ENCRYPTION_KEYS_FILE']);
    const given = processesWith({ ...secrets, SRLM_ENCRYPTION_KEYS_FILE: '/keys' }).map(({ name, environment }) => [
      name,
      Object.keys(environment).filter((variable) => names.has(variable)),
    ]);
    expect(Object.fromEntries(given)).toEqual({
      temporal: [],
      'inference host': ['SRLM_INFERENCE_TOKEN'],
      trainer: ['SRLM_TRAINER_TOKEN'],
      'codec endpoint': ['SRLM_CODEC_TOKEN', 'SRLM_ENCRYPTION_KEYS_FILE'],
      worker: [...names],
    });
  });

  it('has a codec endpoint, and a Web UI that knows it, only when there are keys', () => {
    const [plain, encrypted] = [processesWith({}), processesWith({ SRLM_ENCRYPTION_KEYS_FILE: 'keys' })];
    const endpoint = (processes: typeof plain) => {
      const words = processes.find(({ name }) => name === 'temporal')?.arguments ?? [];
      return words.includes('--ui-codec-endpoint') ? words[words.indexOf('--ui-codec-endpoint') + 1] : null;
    };
    expect([endpoint(plain), endpoint(encrypted)]).toEqual([null, 'http://127.0.0.1:8234']);
    expect(plain.map(({ name }) => name)).not.toContain('codec endpoint');
  });
});
