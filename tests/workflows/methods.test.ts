import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

/** The stages of a preparation whose M_1 is the SFT baseline, and of one that trains two models. */
const IMPORT = ['openRun', 'offer', 'seed', 'import'];
const BASE = ['serve M0', 'evaluate M0'];
const BASELINE = ['train sft from M0'];
const M1 = ['serve M1', 'evaluate M1', 'compare M1 M0'];
const OF_IFT = [...IMPORT, ...BASE, ...BASELINE, 'adopt sft as M1', ...M1];
const OF_EFT = [
  ...IMPORT,
  ...BASE,
  ...BASELINE,
  'serve sft',
  'evaluate sft',
  'compare sft M0',
  'buildEft',
  'train M1 from M0',
  'serve M1',
  'evaluate M1',
  'compare M1 sft',
];
const END = ['report', 'clean', 'release'];

/** What one iteration does after it served its policy; `asked` is what comes between prompts and pairs. */
function iteration(number: number, asked: string[], from: string, against: string[], taught: string[] = []): string[] {
  const [policy, made] = [`M${number}`, `M${number + 1}`];
  return [
    `serve ${policy}`,
    `prompts ${number}.1`,
    ...taught,
    `sample ${number}.1/0`,
    ...asked,
    `pairs ${number}.1`,
    `train ${made} from ${from}`,
    `serve ${made}`,
    `evaluate ${made}`,
    ...against.map((older) => `compare ${made} ${older}`),
    'report',
  ];
}

/** Two iterations of a method that asks the same in both, each from the model before it. */
function twice(ofPreparation: string[], asked: (number: number) => string[], baseline: string): string[] {
  return [
    ...ofPreparation,
    ...iteration(1, asked(1), 'M1', baseline === 'M1' ? ['M1'] : ['M1', baseline]),
    ...iteration(2, asked(2), 'M2', ['M2', baseline]),
    ...END,
  ];
}

const judged = (number: number) => [`judge ${number}.1/0`];
/** A method that a person adds, which is one file. */
const TWELFTH = {
  name: 'twelfth',
  title: 'A twelfth',
  source: 'none',
  summary: 'Asks pairwise from M_0.',
  recipe: { anchor: 'base', critics: [{ kind: 'pairwise' }], selection: { kind: 'win-rates' } },
};
const OF_TWELFTH = [
  ...IMPORT,
  'adopt M0 as sft',
  'adopt M0 as M1',
  'serve M1',
  'evaluate M1',
  ...iteration(1, ['pairwise 1.1/0'], 'M1', ['M1']),
  ...END,
];

const METHODS: Record<string, { recipe?: object; calls: string[] }> = {
  'self-rewarding': {
    calls: [
      ...OF_EFT,
      ...iteration(1, judged(1), 'M1', ['M1', 'sft']),
      // Every iteration starts from M_1 again.
      ...iteration(2, judged(2), 'M1', ['M2', 'sft']),
      ...END,
    ],
  },
  spin: { calls: twice(OF_IFT, () => [], 'M1') },
  dpo: {
    recipe: { data: { pairs: 'pairs.jsonl' }, iterations: 1 },
    calls: [
      ...IMPORT,
      ...BASE,
      'chosen rows',
      ...BASELINE,
      'adopt sft as M1',
      ...M1,
      'given 1.1',
      'pairs 1.1',
      'train M2 from M1',
      'serve M2',
      'evaluate M2',
      'compare M2 M1',
      'report',
      ...END,
    ],
  },
  cream: {
    calls: twice(
      OF_IFT,
      (number) => [
        `serve M${number}`,
        `implicit-policy ${number}.1/0`,
        // In the first iteration the model before M_1 is M_0.
        ...(number === 1 ? [] : ['serve M1', 'implicit-previous 2.1/0']),
        'serve M0',
        `implicit-base ${number}.1/0`,
      ],
      'M1',
    ),
  },
  // The teacher answers before what it says is scored beside the samples of the policy.
  dno: {
    recipe: { roles: { teacher: { url: 'http://127.0.0.1:1', model: 'teacher' } }, iterations: 1 },
    calls: [...OF_EFT, ...iteration(1, ['listwise 1.1/0'], 'M1', ['M1', 'sft'], ['teacher 1.1/0']), ...END],
  },
  // Nobody is asked: training compares the pairs itself.
  'scir-online': { calls: twice(OF_EFT, () => [], 'sft') },
  'dno-soft': { calls: twice(OF_EFT, (number) => [`pairwise ${number}.1/0`], 'sft') },
  'meta-rewarding': {
    recipe: { iterations: 3 },
    calls: [
      ...OF_EFT,
      ...iteration(1, [...judged(1), 'meta-judge 1.1/0'], 'M1', ['M1', 'sft']),
      ...iteration(2, [...judged(2), 'meta-judge 2.1/0'], 'M2', ['M2', 'sft']),
      ...iteration(3, judged(3), 'M3', ['M3', 'sft']),
      ...END,
    ],
  },
  twelfth: { recipe: { iterations: 1 }, calls: OF_TWELFTH },
  'iterative-dpo': { calls: twice(OF_IFT, judged, 'M1') },
  'rejection-sampling': { calls: twice(OF_IFT, judged, 'M1') },
};

/** Runs one method after the other on one worker, which takes half as long as a worker for each. */
async function runAll(bed: WorkflowTestBed): Promise<Map<string, string[]>> {
  const ofMethods = new Map<string, string[]>();
  await bed.with({}, async ({ start, engines }) => {
    for (const [method, { recipe }] of Object.entries(METHODS)) {
      const from = engines.calls.length;
      const input = { run: method, method, iterations: 2, prompts: { perIteration: 4 }, ...recipe };
      await (await start(input)).result();
      ofMethods.set(method, inOneOrder(engines.calls.slice(from), method));
    }
  });
  return ofMethods;
}

/** Comparisons of a model run beside each other, and so do the two stages of cleaning up. */
function inOneOrder(calls: readonly string[], run: string): string[] {
  const ordered = calls.map((call) => call.replace(new RegExp(`^(offer|clean|release) ${run}$`), '$1'));
  const isBeside = (a: string, b: string) => a.startsWith('compare ') && b.startsWith('compare ');
  for (let end = 1; end < ordered.length; end += 1)
    for (let at = end; at > 0 && isBeside(ordered[at - 1] ?? '', ordered[at] ?? ''); at -= 1)
      if ((ordered[at - 1] ?? '') > (ordered[at] ?? ''))
        ordered.splice(at - 1, 2, ordered[at] ?? '', ordered[at - 1] ?? '');
  return [...ordered.slice(0, -2), ...ordered.slice(-2).toSorted()];
}

let bed: WorkflowTestBed;
let folder: string;
let made: Map<string, string[]>;
const before = process.env['SRLM_METHODS'];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'srlm-methods-'));
  await writeFile(join(folder, 'twelfth.cjs'), `exports.method = ${JSON.stringify(TWELFTH)};\n`);
  process.env['SRLM_METHODS'] = folder;
  bed = await WorkflowTestBed.start();
  made = await runAll(bed);
});
afterAll(async () => {
  if (before === undefined) delete process.env['SRLM_METHODS'];
  else process.env['SRLM_METHODS'] = before;
  await rm(folder, { recursive: true, force: true });
  await bed.stop();
});

it.each(Object.entries(METHODS))('goes through the stages of %s in their order', (method, { calls }) => {
  expect(made.get(method)).toEqual(inOneOrder(calls, method));
});
