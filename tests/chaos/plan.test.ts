import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../src/recipes/registry/methods';
import { temporaryFolder } from '../temporary-folder';
import { longPlan, namedPlan } from './plan';
import { nameOf } from './scenario';

const names = (only: string): string[] => namedPlan(only, 1).map(nameOf);

it('kills a worker in every stage that is particular to a method', () => {
  expect(names('cream,cai,rlhf,process,meta-rewarding,dpo')).toEqual([
    'cream:worker-kill/implicit+worker-kill/dpo_soft',
    'cai:worker-kill/revisions+worker-kill/preference+worker-kill/dpo_soft',
    'rlhf:worker-kill/rm_bt+worker-kill/ppo',
    'process:worker-kill/steps+worker-kill/step_dpo',
    'meta-rewarding:worker-kill/meta-judge',
    'dpo:worker-kill/dpo',
  ]);
});

it('strikes a method otherwise by name', () => {
  expect(names('scir:temporal-kill/preference,drain/responses+temporal-kill/dpo')).toEqual([
    'scir:temporal-kill/preference',
    'self-rewarding:drain/responses+temporal-kill/dpo',
  ]);
  expect(() => names('creme')).toThrow('there is no method "creme"');
  expect(() => names('cream:worker-kill/revise')).toThrow('there is no fault "worker-kill/revise"');
});

describe('with a method that a person adds', () => {
  const folder = temporaryFolder();
  const before = process.env['SRLM_METHODS'];
  beforeEach(() => {
    const twelfth = {
      name: 'twelfth',
      title: 't',
      source: 's',
      summary: 's',
      recipe: { critics: [{ kind: 'listwise' }] },
    };
    const selection = { kind: 'margins', critic: 'listwise' };
    const method = { ...twelfth, recipe: { ...twelfth.recipe, selection } };
    writeFileSync(join(folder(), 'twelfth.cjs'), `exports.method = ${JSON.stringify(method)};\n`);
    process.env['SRLM_METHODS'] = folder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env['SRLM_METHODS'];
    else process.env['SRLM_METHODS'] = before;
  });

  it('has a run of every method in the long mode, that one too', () => {
    const plan = longPlan(1);
    expect(plan.map(({ method }) => method)).toEqual(expect.arrayContaining([...methods().keys()]));
    expect(plan.map(nameOf)).toContain('twelfth:worker-kill/listwise');
  });
});
