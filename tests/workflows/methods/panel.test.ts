import { auditRun } from '../../../src/audit/audit-run';
import { comparisonRecordSchema, type ComparisonRecord } from '../../../src/core/feedback-records';
import { manifestSchema } from '../../../src/core/manifest';
import { iterationLayout } from '../../../src/store/run-layout';
import { pairsOf, selectedAgain, storyOf } from '../audit/first-iteration';
import { recordRun, type RecordedRun } from '../audit/recorded-run';
import { WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

const JUDGES = ['own', 'big', 'other'];
/** 5 prompts with 3 responses each. */
const COMPARED = 5 * 3;

let bed: WorkflowTestBed;
let run: RecordedRun;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  run = await recordRun(bed, 'by-panel', {
    recipe: (url) => ({
      iterations: 1,
      seed: 2,
      critics: [
        {
          kind: 'panel',
          name: 'jury',
          judges: [
            { name: 'own', family: 'a', model: 'self' },
            { name: 'big', family: 'b', model: { url, model: 'big-judge' } },
            { name: 'other', family: 'c', model: { url, model: 'other-judge' } },
          ],
        },
      ],
      selection: { kind: 'best-and-worst', critic: 'jury' },
    }),
  });
});
afterAll(async () => {
  await run.remove();
  await bed.stop();
});

const layout = iterationLayout('by-panel', 1, 1);

async function verdictsOf(judge: string) {
  const { store } = run.sources;
  const said: ComparisonRecord[] = [];
  for (const shard of [0, 1]) {
    const file = await store.find(layout.criticFeedback(`jury-${judge}`, shard));
    if (file) said.push(...(await store.readRows(file, comparisonRecordSchema)));
  }
  return said;
}

describe('a panel as the source of feedback (methods section 13.4)', () => {
  it('has the verdicts of each judge on the same responses, with its name', async () => {
    const [own, big] = [await verdictsOf('own'), await verdictsOf('big')];
    expect(own).toHaveLength(COMPARED);
    const compared = (of: ComparisonRecord[]) => of.map(({ firstId, secondId }) => `${firstId} ${secondId}`);
    expect(compared(big)).toEqual(compared(own));
    expect(new Set(big.map(({ critic, judge, model }) => `${critic} ${judge} ${model}`))).toEqual(
      new Set(['jury big external:big-judge']),
    );
  });

  it('lets the majority decide: no judge alone', async () => {
    const pairs = await pairsOf(run);
    expect(pairs.length).toBeGreaterThan(0);
    const verdicts = (await Promise.all(JUDGES.map(verdictsOf))).flat();
    for (const { promptId, chosenId, chosenScore, judgementIds } of pairs) {
      const beaten = ['r0', 'r1', 'r2'].map((name) => `${promptId}.${name}`).filter((id) => id !== chosenId);
      const shares = beaten.map((other) => shareOf(chosenId, other, verdicts));
      expect(chosenScore).toBeCloseTo((shares[0] ?? NaN) / 2 + (shares[1] ?? NaN) / 2, 8);
      expect(judgementIds.filter((id) => /\.(own|big|other)$/.test(id))).toEqual(judgementIds);
    }
  });

  it('is counted judge by judge in the manifest, proven by an audit, told and selected again', async () => {
    const { store } = run.sources;
    const manifest = await store.find(layout.manifest);
    const read = manifestSchema.parse(JSON.parse(manifest ? await store.readText(manifest) : '{}'));
    for (const judge of JUDGES) {
      const nulls = (await verdictsOf(judge)).filter(({ winner }) => winner === 'null').length;
      const critics = { [`jury-${judge}`]: { records: COMPARED, nulls, setAside: 0 } };
      expect(read).toMatchObject({ counts: { critics } });
    }
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    expect(report.unproven.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['the weights behind big-judge', 'the weights behind other-judge']),
    );
    expect(await storyOf(run)).toMatch(/Verdict .* by big of jury on .*; by external:big-judge/);
    expect((await selectedAgain(run)).pairs).toEqual(await pairsOf(run));
  });
});

/** 1, 0 or one half, as most judges of a verdict say. */
function shareOf(id: string, other: string, verdicts: ComparisonRecord[]): number {
  const own = verdicts
    .filter(({ firstId, secondId }) => [firstId, secondId].includes(id) && [firstId, secondId].includes(other))
    .filter(({ winner }) => winner !== 'null');
  const wins = own.filter(({ firstId, winner }) => winner === (firstId === id ? 'first' : 'second')).length;
  const losses = own.filter(({ firstId, winner }) => winner === (firstId === id ? 'second' : 'first')).length;
  return wins * 2 > own.length ? 1 : losses * 2 > own.length ? 0 : 0.5;
}
