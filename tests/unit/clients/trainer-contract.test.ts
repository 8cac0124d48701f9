import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobSpecificationSchema, objectiveIdSchema } from '../../../src/clients/trainer-contract';
import { hyperparametersSchema } from '../../../src/clients/trainer-hyperparameters';

const trainer = (file: string) =>
  readFileSync(join(__dirname, '../../../infra/trainer/srlm_trainer', file), 'utf8').replaceAll('\r', '');
const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A default as Python writes it. */
function valueOf(python: string): unknown {
  const literals: Record<string, unknown> = { True: true, False: false, None: null };
  return python in literals ? literals[python] : JSON.parse(python);
}

/** Of fields that hold one value; a group of settings has a file of its own. */
function defaultsIn(file: string): Record<string, unknown> {
  const field = /^ {4}(\w+): [^=\n]+ = (?:Field\(default=)?([^,)(\n]+)(?=[,)\n])/gm;
  const defaults = [...trainer(file).matchAll(field)];
  return Object.fromEntries(defaults.map(([, name = '', value = '']) => [camelCase(name), valueOf(value)]));
}

test('every hyper-parameter of the trainer is known here, with the same default', () => {
  const defaults = { ...defaultsIn('hyperparameters.py'), ppo: defaultsIn('ppo/settings.py') };
  expect(defaults).toEqual(hyperparametersSchema.parse({}));
});

test('every objective of the trainer is known here', () => {
  const ids = [...trainer('objectives.py').matchAll(/^ {4}"(\w+)": Objective\(/gm)].map(([, id]) => id);
  expect(new Set(ids)).toEqual(new Set(objectiveIdSchema.options));
});

test('a specification of an earlier version reads as one with the defaults of today', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const earlier = {
    objective: 'dpo',
    base: { path: 'models/M1', digest },
    reference: null,
    dataset: { path: 'pairs.jsonl', sha256: digest, rows: 1 },
    output: 'models/M2',
    seed: 1,
    hyperparameters: { beta: 0.2 },
  };
  expect(jobSpecificationSchema.parse(earlier)).toMatchObject({
    rewardModel: null,
    hyperparameters: { beta: 0.2, loss: 'sigmoid', nllWeight: 0, link: 'logistic', rewardScale: 1 },
  });
});
