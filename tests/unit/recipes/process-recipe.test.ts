import { resolveRecipe } from '../../../src/recipes/recipe';

const problems = (changes: object) => () => resolveRecipe({ run: 'x', method: 'process', ...changes });

describe('the preset process (methods section 11.2)', () => {
  it('has the values of 2503.03746', () => {
    const { process, dpo, sft, objective, initFrom } = resolveRecipe({ run: 'x', method: 'process' });
    expect(process).toMatchObject({ width: 6, maxSteps: 20, rollBacks: 5, sampling: { temperature: 0.5, topP: 0.95 } });
    expect(dpo).toMatchObject({ learningRate: 5e-7, batchSize: 32, epochs: 1, beta: 0.1 });
    expect(sft).toMatchObject({ learningRate: 1e-6, batchSize: 32, epochs: 3 });
    expect([objective.kind, initFrom]).toEqual(['step_dpo', 'previous']);
  });

  it('is refused with another objective', () => {
    expect(problems({ objective: { kind: 'dpo' } })).toThrow('objective.kind: step_dpo goes with selection steps');
  });

  it('is refused with a judge from outside', () => {
    const judge = { url: 'http://127.0.0.1:1', model: 'm' };
    expect(problems({ roles: { judge } })).toThrow('roles.judge: must be self');
  });
});
