import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyBundle } from '../../../src/audit/bundle/verify-bundle';
import { writeBundle } from '../../../src/audit/bundle/write-bundle';
import { pieceSchema } from '../../../src/audit/bundle/bundle-lines';
import { auditRun } from '../../../src/audit/audit-run';
import type { RecordedHistory } from '../../../src/audit/histories/recorded-history';
import { digestOfBytes } from '../../../src/store/digest';
import { runHistories } from '../../../src/temporal/run-histories';
import { eventually, WorkflowTestBed } from '../temporal-environment';
import { withFlippedByte, withFlippedBytes } from './flipped-bytes';
import { again, collect, recordRun, viewsOf, type RecordedRun } from './recorded-run';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let run: RecordedRun;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  run = await recordRun(bed);
});
afterAll(async () => {
  await run.remove();
  await bed.stop();
});

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

async function* only({ sources }: RecordedRun, ids: readonly string[]): AsyncGenerator<RecordedHistory> {
  for await (const recorded of sources.histories) if (ids.includes(recorded.workflowId)) yield recorded;
}

describe('auditRun', () => {
  it('proves a finished run: every workflow, file, model and pair', async () => {
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    expect(report.passed).toBe(true);
    expect(report.proven).toMatchObject({
      workflows: 3,
      manifests: 3,
      models: 5,
      evaluations: 5,
      prompts: 10,
      responses: 30,
      views: (await viewsOf(run)).length,
    });
    expect(report.proven.pairs).toBeGreaterThan(0);
    expect(report.proven.trainingRows).toBeGreaterThan(report.proven.pairs);
    expect(report.unproven.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^\d+ files of runs\/audited\/observed$/),
      'sampling itself',
      'the arithmetic of training',
      'the calls of evaluations and of seed judgements',
    ]);
  });

  it('names every file of the run in which one byte was flipped', async () => {
    const folder = join(run.root, 'runs', 'audited');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('/observed/'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(80);
    // A manifest that cannot be read hides others, and views are made again only of a whole run: each of these alone.
    const alone = files.filter((file) => /manifest\.json$|report\.(json|html)$/.test(file));
    const figures = files.filter((file) => file.includes('/report/figures/'));
    const others = files.filter((file) => !alone.includes(file) && !figures.includes(file));
    const batches = [...alone.map((file) => [file]), figures, ...inBatches(others, 20)];
    const missed = [];
    for (const batch of batches) {
      const { differences } = await withFlippedBytes(batch, () => auditRun(run.sources));
      const named = new Set(differences.map(({ place }) => place.split(':')[0]));
      missed.push(...batch.map((file) => file.slice(run.root.length + 1)).filter((path) => !named.has(path)));
    }
    expect(missed).toEqual([]);
  });

  it('names a missing file, a file that nothing names, and a changed set of model files', async () => {
    const folder = join(run.root, 'runs', 'audited');
    await writeFile(join(folder, 'iterations', '1', 'extra.jsonl'), '{}\n');
    await writeFile(join(folder, 'models', 'M2', 'extra.bin'), 'x');
    const answers = join(folder, 'evaluations', 'M1', 'answers.jsonl');
    const kept = await readFile(answers);
    await rm(answers);
    const { differences } = await auditRun(run.sources);
    await Promise.all([
      rm(join(folder, 'iterations', '1', 'extra.jsonl')),
      rm(join(folder, 'models', 'M2', 'extra.bin')),
    ]);
    await writeFile(answers, kept);
    expect(differences.map(({ place }) => place)).toEqual(
      expect.arrayContaining([
        'runs/audited/iterations/1/extra.jsonl',
        'runs/audited/models/M2/extra.bin',
        'runs/audited/evaluations/M1/answers.jsonl',
      ]),
    );
  });
});

describe('the histories', () => {
  it('must be there, and each that leads to another is followed', async () => {
    const none = await auditRun({ ...run.sources, histories: only(run, []) });
    expect(none.differences).toEqual([expect.objectContaining({ place: 'the histories of the run' })]);
    const parent = await auditRun({ ...run.sources, histories: only(run, ['srlm-audited']) });
    expect(parent.passed).toBe(true);
    expect(parent.unproven.filter(({ why }) => why.includes('its history is not there'))).toHaveLength(2);
    expect(parent.unproven.map(({ what }) => what)).toContain('runs/audited/iterations/2/manifest.json');
  });

  it('are found by what leads to them while visibility knows none', async () => {
    const { workflow } = bed.environment.client;
    const list = jest.spyOn(workflow, 'list').mockReturnValue(workflow.list({ query: 'SrlmRun="of-no-run"' }));
    const found = await collect(runHistories(bed.environment.client, 'audited'));
    list.mockRestore();
    expect(found.map(({ workflowId }) => workflowId)).toEqual([
      'srlm-audited',
      'srlm-audited-iteration-1',
      'srlm-audited-iteration-2',
    ]);
  });

  it('of an earlier run of the name, whose store is gone, are set aside', async () => {
    const earlier = await recordRun(bed, 'named-again', { weights: 'other weights' });
    await earlier.remove();
    const newer = await recordRun(bed, 'named-again');
    const both = await eventually(
      () => collect(runHistories(bed.environment.client, 'named-again')),
      (found) => found.length === 6,
    );
    const report = await auditRun({ ...newer.sources, histories: again(both) });
    await newer.remove();
    expect(report.differences).toEqual([]);
    expect(report.proven.workflows).toBe(3);
    expect(report.unproven.filter(({ why }) => why.includes('belongs to an earlier run of this name'))).toHaveLength(3);
  });

  it('must replay, and agree with the store about every digest', async () => {
    async function* changed(): AsyncGenerator<RecordedHistory> {
      for await (const recorded of run.sources.histories) {
        const activities = (recorded.history.events ?? []).flatMap(
          (event) => event.activityTaskScheduledEventAttributes ?? [],
        );
        for (const { activityType } of activities) if (activityType?.name === 'importSeed') activityType.name = 'other';
        yield recorded;
      }
    }
    const { differences } = await auditRun({ ...run.sources, histories: changed() });
    expect(differences).toHaveLength(1);
    expect(differences[0]?.place).toContain('workflow srlm-audited');
    expect(differences[0]?.problem).toMatch(/importSeed|other/);
  });
});

/** Places inside the middle payload and the last payload of each history of a bundle. */
function payloadsOfHistories(bundle: Buffer): number[] {
  const places: number[] = [];
  let start = 0;
  for (const line of bundle.toString('latin1').split('\n')) {
    const payloads = line.startsWith('{"path":"histories/') ? [...line.matchAll(/\\"data\\":\s*\\"(?=\w{8})/g)] : [];
    // Half a byte more, so that a share of the file rounds down to this byte again.
    for (const payload of [payloads.at(-1), payloads.at(payloads.length / 2)])
      if (payload) places.push(start + payload.index + payload[0].length + 4.5);
    start += line.length + 1;
  }
  return places;
}

/** A bundle as of someone who changed its histories and then made all of its own digests again. */
function sealedAgain(bundle: string, change: (history: string) => string): string {
  const lines = bundle
    .split('\n')
    .slice(0, -2)
    .map((line) => {
      const piece = pieceSchema.safeParse(JSON.parse(line)).data;
      if (!piece?.path.startsWith('histories/') || !('text' in piece)) return line;
      const text = change(piece.text);
      return JSON.stringify({ path: piece.path, sha256: digestOfBytes(text), text });
    });
  const body = lines.map((line) => `${line}\n`).join('');
  return `${body}${JSON.stringify({ sha256: digestOfBytes(body) })}\n`;
}

describe('an audit bundle', () => {
  it('is verified without server and store, and with the weights of a store', async () => {
    const file = join(run.root, 'whole.audit.jsonl');
    const written = await writeBundle(run.sources, file);
    const { workflowCode } = run.sources;
    const report = await verifyBundle(file, { workflowCode });
    expect(report.differences).toEqual([]);
    expect(report.proven).toMatchObject({ workflows: 3, manifests: 3, views: (await viewsOf(run)).length, models: 0 });
    expect(report.bundle.sha256).toBe(written.sha256);
    const withWeights = await verifyBundle(file, { workflowCode, weights: run.root });
    expect(withWeights.proven).toMatchObject({ models: 5 });
    await expect(writeBundle(run.sources, file)).rejects.toThrow('exists');
  });

  it('shows a history that was changed, even when the digests of the bundle were made again', async () => {
    const file = join(run.root, 'sealed-again.audit.jsonl');
    await writeBundle(run.sources, file);
    const digest = /(?<="path":"runs\/audited\/iterations\/1\/pairs\.jsonl","sha256":"sha256:)\w{8}/g;
    const inPayload = (data: string) => Buffer.from(data, 'base64').toString().replace(digest, '00000000');
    const changed = sealedAgain(await readFile(file, 'utf8'), (history) =>
      history.replace(/(?<="data":\s*")[A-Za-z0-9+/=]+/g, (data) => Buffer.from(inPayload(data)).toString('base64')),
    );
    await writeFile(file, changed);
    const { differences } = await verifyBundle(file, run.sources);
    expect(differences.map(({ place }) => place)).toContain('runs/audited/iterations/1/pairs.jsonl');
    expect(differences.filter(({ place }) => place.startsWith('bundle line'))).toEqual([]);
  });

  it('shows a flipped byte anywhere in the file', async () => {
    const file = join(run.root, 'flipped.audit.jsonl');
    await writeBundle(run.sources, file);
    const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
    expect(lines).toBeGreaterThan(80);
    for (const at of [0.2, 0.5, 0.8, 0.9999, 1]) {
      const { differences } = await withFlippedByte(file, () => verifyBundle(file, run.sources), at);
      expect(differences.some(({ place }) => place.startsWith('bundle line'))).toBe(true);
    }
    const bytes = await readFile(file);
    const places = payloadsOfHistories(bytes);
    expect(places).toHaveLength(6);
    for (const place of places) {
      const at = place / bytes.length;
      const { differences } = await withFlippedByte(file, () => verifyBundle(file, run.sources), at);
      expect(differences[0]?.place).toMatch(/^bundle line/);
      expect(differences[0]?.problem).toContain('histories/srlm-audited');
    }
    const headless = withFlippedByte(file, () => verifyBundle(file, run.sources), 0);
    await expect(headless).rejects.toThrow('its first line is no header');
  });
});
