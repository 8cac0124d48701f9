import * as fc from 'fast-check';
import { ODD_CHARACTERS } from '../../near-text';

type Typed = Record<string, unknown>;

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const share = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const sampling = fc.record({ temperature: share, maxTokens: fc.integer({ min: 1, max: 32768 }) }, { requiredKeys: [] });

/** Valid recipes as people type them: some fields, the others left out. */
export function recipeWith(): fc.Arbitrary<Typed> {
  return fc
    .record({
      run: fc.constantFrom('demo', 'a', '0-9', 'x'.repeat(63)),
      iterations: optional(fc.integer({ min: 0, max: 100 })),
      seed: optional(fc.integer({ min: 0, max: 2 ** 31 - 1 })),
      prompts: optional(fc.record({ generatedShare: share, sampling }, { requiredKeys: [] })),
      responses: optional(fc.record({ perPrompt: fc.integer({ min: 2, max: 64 }), sampling }, { requiredKeys: [] })),
      judgements: optional(fc.record({ perResponse: fc.integer({ min: 1, max: 64 }) })),
      initFrom: optional(fc.constantFrom('anchor', 'previous', 'base')),
      dpo: optional(fc.record({ beta: fc.constantFrom(0.1, 1, 1e-9) })),
      gate: optional(
        fc.constantFrom({ kind: 'auto' }, { kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 0.5 }] }),
      ),
      data: optional(fc.record({ ift: fc.constantFrom('/data/ift.jsonl', 'example:ift') })),
    })
    .map((typed) => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)));
}

/** One value that each field must refuse. */
export const WRONG_FIELDS: readonly (readonly [path: string, value: unknown])[] = [
  ...[
    '',
    'Demo',
    'a_b',
    '-a',
    '../x',
    'a/b',
    'a b',
    'x'.repeat(64),
    'demo\n',
    'demo\u0000',
    '<b>',
    'dé',
    1,
    null,
    ['demo'],
  ].map((value) => ['run', value] as const),
  ...[-1, 101, 1.5, '2', null, Number.NaN, Infinity, 2 ** 60].map((value) => ['iterations', value] as const),
  ...[-1, 2 ** 31, 0.5, '1'].map((value) => ['seed', value] as const),
  ...['ppo-in-disguise', 'Self-rewarding', '', 1].map((value) => ['method', value] as const),
  ...[0, 1, 65, 2.5, '4'].map((value) => ['responses.perPrompt', value] as const),
  ...[0, 65, null].map((value) => ['judgements.perResponse', value] as const),
  ...[0, -0.1, Infinity, '0.1'].map((value) => ['dpo.beta', value] as const),
  ...[0, 2, -1].map((value) => ['dpo.learningRate', value] as const),
  ...[-0.01, 1.01, Number.NaN].map((value) => ['prompts.generatedShare', value] as const),
  ...[-1, 2.01].map((value) => ['prompts.sampling.temperature', value] as const),
  ...[0, 1.1].map((value) => ['responses.sampling.topP', value] as const),
  ...[0, 32769, 1.5].map((value) => ['judgements.sampling.maxTokens', value] as const),
  ...[0, 10_001].map((value) => ['labelling.shardSize', value] as const),
  ...['M1', 'Anchor', null].map((value) => ['initFrom', value] as const),
  ...['all', 0].map((value) => ['pairPool', value] as const),
  ...[1, null, {}].map((value) => ['baseModel', value] as const),
  ...[1, null].map((value) => ['data.ift', value] as const),
  ...['extra', 'prompts.extra', 'data.extra', 'serving.extra', 'toString', 'constructor'].map(
    (path) => [path, 1] as const,
  ),
];

/** Anything that JSON or YAML can hold. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1,
    2,
    0.5,
    1e308,
    Infinity,
    Number.NaN,
    '',
    'self',
    'auto',
    'lora',
    'demo',
    [],
    {},
    [[]],
  ),
  fc.constantFrom<unknown>(
    { kind: 'lora', merge: false },
    { kind: 'metric', rules: [] },
    { url: 'http://a', model: 'm' },
    { run: 'x' },
  ),
  fc.constantFrom(...ODD_CHARACTERS),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A copy with another value at a path; sections that are missing or no section are made. */
export function changedAt(typed: Typed, [name = '', ...rest]: readonly string[], value: unknown): Typed {
  const held = Object.hasOwn(typed, name) ? typed[name] : undefined;
  const section: Typed = typeof held === 'object' && held !== null ? { ...held } : {};
  return Object.fromEntries([
    ...Object.entries(typed),
    [name, rest.length === 0 ? value : changedAt(section, rest, value)],
  ]);
}
