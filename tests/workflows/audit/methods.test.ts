import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditRun } from '../../../src/audit/audit-run';
import { WorkflowTestBed } from '../temporal-environment';
import { pairsOf, selectedAgain, storyOf } from './first-iteration';
import { withFlippedBytes } from './flipped-bytes';
import { recordRun, viewsOf, type RecordedRun } from './recorded-run';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let folder: string;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-audited-methods-'));
  const pair = (index: number) => ({
    id: `g${index}`,
    prompt: `Why ${index}?`,
    chosen: `So ${index}.`,
    rejected: `No ${index}.`,
  });
  const pairs = Array.from({ length: 4 }, (_, index) => `${JSON.stringify(pair(index))}\n`);
  await writeFile(join(folder, 'pairs.jsonl'), pairs.join(''));
  await writeFile(join(folder, 'texts.jsonl'), '{"id":"one","text":"To be."}\n');
  await writeFile(join(folder, 'length.cjs'), 'exports.critic = ({ response }) => ({ score: response.length });\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await bed.stop();
});

interface AuditedMethod {
  method: string;
  /** What the test changes of it. */
  recipe?: (folder: string, url: string) => object;
  /** What tells one run of a method from another. */
  variant?: string;
  /** The names of its critics' folders. */
  critics?: string[];
  /** How many models have weights of their own. */
  models: number;
  /** What is told of its first pair; undefined where it imitates. */
  story?: RegExp[];
  /** The model that its first pair teaches, where it is not M2. */
  teaches?: string;
  /** Whether pairs are kept back to choose the best checkpoint. */
  validationRows?: boolean;
}

const METHODS: AuditedMethod[] = [
  { method: 'self-rewarding', models: 5, story: [/CHOSEN, mean score \d.*the highest mean score/] },
  {
    method: 'meta-rewarding',
    recipe: () => ({ judgements: { perResponse: 3 }, selection: { rho: 0.4 } }),
    critics: ['meta-judge'],
    models: 5,
    validationRows: true,
    story: [/The judge was asked:/, /Judgement .*: CHOSEN, score .*the meta-judge preferred most/, /Meta-verdict /],
  },
  {
    method: 'dno',
    recipe: (_, url) => ({
      selection: { minimumPositive: 3, margin: 0.5 },
      roles: { teacher: { url, model: 'teacher' } },
      // Pairs of at least two prompts, of which one is kept back.
      validation: { share: 0.5 },
    }),
    critics: ['listwise'],
    models: 5,
    story: [
      /CHOSEN.*scored at least 3/,
      /Response .*\.teacher of the teacher: .*\n {2}by external:teacher, seed \d+, call sha256:/,
    ],
    validationRows: true,
  },
  {
    method: 'dno',
    variant: '-given',
    recipe: () => ({
      selection: { minimumPositive: 3, margin: 0.5 },
      prompts: { source: 'ift' },
      data: { teacher: 'example:ift' },
    }),
    critics: ['listwise'],
    models: 5,
    validationRows: true,
    story: [/Response .*\.teacher of the teacher: .*\n {2}given in data\.teacher, file:sha256:/],
  },
  {
    method: 'dno-soft',
    critics: ['pairwise'],
    models: 5,
    story: [/CHOSEN, score .*it beats the others more often/, /Verdict .*\(first\) and .*by M1 sha256/],
  },
  {
    method: 'cream',
    critics: ['implicit-policy', 'implicit-previous', 'implicit-base'],
    models: 4,
    story: [/Trusted with 0?\.?\d+/, /CHOSEN, score .*implicit reward/, /Log-probability .*; by M1 = sft sha256/],
  },
  {
    method: 'spin',
    recipe: () => ({ responses: { perPrompt: 1 } }),
    models: 4,
    story: [/Answer .*\.answer: CHOSEN, no score: the data set's answer/, /Response .*: REJECTED, no score/],
  },
  {
    method: 'scir',
    recipe: () => ({ selection: { delta: 0 } }),
    // Of two iterations: M_1 is the anchor, and the model before M_2.
    critics: ['preference', 'implicit-policy', 'implicit-previous', 'implicit-base'],
    models: 5,
    story: [/CHOSEN, score .*judge and implicit reward both prefer it/, /first with 0\.\d+;/],
  },
  {
    method: 'scir',
    variant: '-by-votes',
    recipe: () => ({
      selection: { delta: 0 },
      critics: [{ kind: 'preference', votesPerOrder: 3 }, { kind: 'implicit' }],
    }),
    critics: ['preference', 'implicit-policy', 'implicit-previous', 'implicit-base'],
    models: 5,
    story: [/first with [01](\.\d+)?, of 3 votes asked for in each order/],
  },
  {
    method: 'cai',
    variant: '-listwise-hard',
    recipe: () => ({
      anchor: 'base',
      critics: [{ kind: 'listwise', principles: true }],
      selection: { kind: 'best-and-worst', critic: 'listwise' },
      objective: { kind: 'dpo' },
    }),
    critics: ['listwise'],
    models: 3,
    story: [/CHOSEN, score \d.*the highest score by listwise/],
  },
  {
    method: 'scir-online',
    models: 5,
    story: [/FIRST, no score: the first of two that training compares/, /SECOND, no score/],
  },
  {
    method: 'scir-online',
    variant: '-beside-cream',
    recipe: () => ({ critics: [{ kind: 'implicit' }], selection: { creamConsistency: true } }),
    critics: ['implicit-policy', 'implicit-previous', 'implicit-base'],
    models: 5,
  },
  {
    method: 'dpo',
    recipe: (here) => ({ iterations: 1, data: { pairs: join(here, 'pairs.jsonl') } }),
    models: 3,
    story: [/Answer g0\.chosen: CHOSEN, no score: preferred in the data set/],
  },
  {
    method: 'iterative-dpo',
    recipe: () => ({ anchor: 'base' }),
    models: 3,
    story: [/by M0 = M1 = sft sha256/],
  },
  {
    method: 'rlhf',
    recipe: (here) => ({
      processRewardModel: { rollOuts: { solutions: 1, perPrefix: 2 } },
      data: { pretraining: join(here, 'texts.jsonl') },
    }),
    models: 6,
  },
  {
    method: 'cai',
    variant: '-by-ppo',
    recipe: () => ({
      revisions: { rounds: 1, helpfulAnswers: 1 },
      objective: { kind: 'ppo' },
      rewardModel: { from: 'preferences', withRanks: true },
      // An older pair teaches the next preference model, too.
      pairPool: 'cumulative',
    }),
    critics: ['preference'],
    models: 6,
    story: [/CHOSEN, score .*the more probable side/, /which made RM2 /],
    teaches: 'RM1',
  },
  {
    method: 'process',
    recipe: () => ({ iterations: 2, process: { width: 3, maxSteps: 4 } }),
    critics: ['steps'],
    models: 5,
    story: [/CHOSEN.*the next step that won most comparisons/],
  },
  {
    method: 'rejection-sampling',
    recipe: (here) => ({
      critics: [{ kind: 'module', path: join(here, 'length.cjs') }],
      selection: { critic: 'module' },
    }),
    critics: ['module'],
    models: 4,
  },
];

/** Flips a byte in each file of a critic. */
async function expectDamageNamed({ sources, root }: RecordedRun, files: readonly string[]): Promise<void> {
  const { differences } = await withFlippedBytes(
    files.map((path) => join(root, path)),
    () => auditRun(sources),
  );
  expect(differences.map(({ place }) => place)).toEqual(expect.arrayContaining([...files]));
}

async function expectStory(run: RecordedRun, sentences: readonly RegExp[], teaches: string): Promise<void> {
  const text = await storyOf(run);
  for (const sentence of sentences) expect(text).toMatch(sentence);
  const use = '(Trained on|Kept back to choose the best checkpoint)';
  expect(text).toMatch(new RegExp(`${use} by job .*, which made ${teaches} `));
}

async function expectSameSelection(run: RecordedRun): Promise<void> {
  const again = await selectedAgain(run);
  expect(again.pairs).toEqual(await pairsOf(run));
  expect(again.examples).toBeGreaterThan(0);
}

const named = METHODS.map((audited) => ({ ...audited, name: `by-${audited.method}${audited.variant ?? ''}` }));

it.each(named)('proves, explains and selects again a run $name', async (audited) => {
  const { name, method, recipe, critics = [], models, story, teaches = 'M2', validationRows = false } = audited;
  const run = await recordRun(bed, name, { recipe: (url) => ({ method, ...recipe?.(folder, url) }) });
  try {
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    expect(report.proven).toMatchObject({ models, views: (await viewsOf(run)).length });
    expect(report.proven.trainingRows).toBeGreaterThan(0);
    expect(report.proven.validationRows > 0).toBe(validationRows);
    const said = (await run.sources.store.list(`runs/${name}/iterations`)).filter((path) =>
      /\/feedback-[^/]+\//.test(path),
    );
    expect([...new Set(said.map((path) => /\/feedback-([^/]+)\//.exec(path)?.[1] ?? ''))].toSorted()).toEqual(
      critics.toSorted(),
    );
    expect(report.proven.feedback > 0).toBe(critics.length > 0);
    if (said.length > 0) await expectDamageNamed(run, said);
    if (story) await expectStory(run, story, teaches);
    if (!['dpo', 'rlhf'].includes(method)) await expectSameSelection(run);
  } finally {
    await run.remove();
  }
});
