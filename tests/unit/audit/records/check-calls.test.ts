import { createFindings } from '../../../../src/audit/findings';
import { checkCalls } from '../../../../src/audit/records/check-calls';
import { callKey } from '../../../../src/core/call-key';
import { digestOf } from '../../../../src/core/digest';
import type { ResponseRecord } from '../../../../src/core/records';
import { recipeSchema } from '../../../../src/recipes/recipe';
import { recordLines } from '../../../../src/store/record-lines';
import { iterationLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../../report/temporary-store';
import { response } from '../../core/selection/candidates';

const store = temporaryStore();
const layout = iterationLayout('a', 1, 1);
const recipe = recipeSchema.parse({ run: 'a' });
const prompts = new Map([['p', { text: 'Why?' }]]);

/** What an audit finds of a response, whose call is recorded, after `change`. */
async function problemsOf(change: Partial<ResponseRecord>): Promise<string[]> {
  const messages = [{ role: 'user' as const, content: 'Why?' }];
  const made = response('p.r0', { text: 'Because.', model: digestOf('the policy'), seed: 7 });
  const key = callKey({ modelDigest: made.model, messages, sampling: recipe.responses.sampling, seed: made.seed });
  const reply = { text: 'Because.', tokens: 3, finishReason: 'stop' };
  const calls = recordLines(new Map([[key, { kind: 'answered', reply }]]));
  await store().replaceText(layout.calls('responses-shard-0000'), calls);
  const findings = createFindings();
  const file = { path: layout.responses(0), rows: 1, bytes: 1, sha256: digestOf('') };
  await checkCalls(
    { responses: [{ ...made, callKey: key, ...change }], files: { responses: file, judgements: undefined } },
    { store: store(), layout, prompts, recipe },
    findings,
  );
  const { differences } = findings.report('a');
  expect(differences.every(({ place }) => place === `${layout.responses(0)}:1`)).toBe(true);
  return differences.map(({ problem }) => problem);
}

it('proves the call of a response', async () => {
  await expect(problemsOf({})).resolves.toEqual([]);
});

it.each<[what: string, change: Partial<ResponseRecord>, problem: RegExp]>([
  ['text', { text: 'So.' }, /^its text is not the one of its call/],
  ['seed', { seed: 8 }, /is not one with its prompt, sampling, seed and model$/],
  ['prompt', { promptId: 'q' }, /is not one with its prompt, sampling, seed and model$/],
])('names a response with another %s than its call', async (_, change, problem) => {
  await expect(problemsOf(change)).resolves.toEqual([expect.stringMatching(problem)]);
});

it('names a response whose call is not recorded', async () => {
  const [first] = await problemsOf({ callKey: digestOf('another') });
  expect(first).toMatch(/is not recorded$/);
});
