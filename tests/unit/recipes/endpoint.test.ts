import { resolveRecipe } from '../../../src/recipes/recipe';

const withJudge = (judge: object) => () =>
  resolveRecipe({ run: 'x', roles: { judge: { url: 'https://judge.example', model: 'big', ...judge } } });

describe('an endpoint of a recipe', () => {
  it('names its key by a variable that is meant for that', () => {
    expect(withJudge({ apiKeyEnv: 'SRLM_KEY_JUDGE' })().roles.judge).toMatchObject({ apiKeyEnv: 'SRLM_KEY_JUDGE' });
  });

  it.each(['SRLM_TRAINER_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'HOME', 'SRLM_KEY_', 'srlm_key_a', 'SRLM_KEY_A\nHOME'])(
    'may not name %j, and says which may be',
    (apiKeyEnv) => {
      expect(withJudge({ apiKeyEnv })).toThrow('must be SRLM_KEY_ and capital letters');
      expect(withJudge({ apiKeyEnv })).toThrow('rename yours where the worker runs');
    },
  );

  it('has no password in its address, and the error does not repeat it', () => {
    const refused = withJudge({ url: 'https://me:hush@judge.example' });
    expect(refused).toThrow('must not carry a user name or a password; give a key by apiKeyEnv');
    expect(refused).not.toThrow('hush');
  });
});
