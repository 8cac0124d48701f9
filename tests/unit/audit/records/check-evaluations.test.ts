import { createFindings } from '../../../../src/audit/findings';
import { checkEvaluations } from '../../../../src/audit/records/check-evaluations';
import { digestOf } from '../../../../src/core/digest';
import type { VerdictRecord } from '../../../../src/core/records';
import { headToHead } from '../../../../src/core/statistics/head-to-head';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { runLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../../report/temporary-store';

const store = temporaryStore();
const layout = runLayout('demo');
const verdictsPath = layout.evaluation('M1', 'verdicts-against-M0.jsonl');
const resultPath = layout.evaluation('M1', 'head-to-head-against-M0.json');

/** What an audit finds of two verdicts, a win and a tie, of which one is changed, and of the result that is stored. */
async function differencesOf({ verdict = {}, result = {} }: { verdict?: Partial<VerdictRecord>; result?: object }) {
  const [M0, M1] = [digestOf('M0'), digestOf('M1')];
  const tie: VerdictRecord = {
    id: 'p.M1-M0',
    promptId: 'p',
    firstModel: M1,
    secondModel: M0,
    forward: 'first',
    backward: 'second',
    winner: 'tie',
    texts: ['', ''],
    judge: M1,
    callKeys: [digestOf('a'), digestOf('b')],
  };
  await store().writeRows(layout.seed('held-out.jsonl'), []);
  await store().writeRows(verdictsPath, [{ ...tie, backward: 'first', winner: 'first', ...verdict }, tie]);
  const stored = { ...headToHead(['first', 'tie']), newer: 'M1', older: 'M0', selfJudged: true, ...result };
  await store().writeJson(resultPath, stored);
  const findings = createFindings();
  await checkEvaluations(store(), [{ name: 'M1', digest: M1 }], resolveRecipe({ run: 'demo' }), findings);
  return findings.report('demo').differences;
}

it('proves a comparison whose result its verdicts give', async () => {
  await expect(differencesOf({})).resolves.toEqual([]);
});

it('names a result that its verdicts do not give', async () => {
  await expect(differencesOf({ result: { wins: 2 } })).resolves.toEqual([
    { place: resultPath, problem: `is not what the verdicts of ${verdictsPath} give` },
  ]);
});

it('names a verdict that its two orders do not give', async () => {
  await expect(differencesOf({ verdict: { backward: 'second' } })).resolves.toEqual([
    { place: `${verdictsPath}:1`, problem: 'says first; its two orders, first and second, do not give that' },
  ]);
});

it('names a verdict about another model', async () => {
  const other = digestOf('other');
  await expect(differencesOf({ verdict: { firstModel: other } })).resolves.toEqual([
    { place: `${verdictsPath}:1`, problem: `compares ${other}; M1 is ${digestOf('M1')}` },
  ]);
});
