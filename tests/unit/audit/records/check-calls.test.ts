import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFindings } from '../../../../src/audit/findings';
import { checkCalls } from '../../../../src/audit/records/check-calls';
import type { JudgementRecord } from '../../../../src/core/records';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { createFileSystemStore } from '../../../../src/store/file-system-store';
import { iterationLayout } from '../../../../src/store/run-layout';
import { judgingFixture } from '../../activities/judging-fixture';

const fixture = judgingFixture();
const layout = iterationLayout('a', 1, 1);
const paths = { responses: layout.responses(0), feedback: layout.feedback(0) };

/** What an audit finds of a judgement that was made to name a score, after `change`. */
async function differencesOf(change: (record: JudgementRecord) => JudgementRecord) {
  fixture.replies(['Fair.'], ['Not bad.  \n'], ['4']);
  const { records } = await fixture.judgeShard(['r'], 1);
  expect(records).toMatchObject([{ attempt: 3, text: 'Not bad.\nScore: 4' }]);
  const store = createFileSystemStore(fixture.folder());
  const calls = await readFile(join(store.root, fixture.shardFolder(), 'calls', 'judgements.jsonl'), 'utf8');
  await store.replaceText(layout.calls('feedback-shard-0000'), calls);
  const prompts = new Map([['p', { text: 'Why is the sky blue?' }]]);
  const response = {
    id: 'r',
    promptId: 'p',
    text: 'Because of scattering (r).',
    tokens: 1,
    finishReason: 'stop' as const,
    model: 'external:judge',
    callKey: '',
    seed: 1,
  };
  const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 60 };
  const { responses, judgements, critics } = resolveRecipe({ run: 'a', judgements: { sampling } });
  const findings = createFindings();
  await checkCalls(
    { responses: [response], judgements: records.map(change), critics: [], feedback: [], paths },
    { store, layout, prompts, recipe: { responses, judgements, critics } },
    findings,
  );
  return findings.report('a').differences;
}

it('proves the call of a judge that was made to name a score', async () => {
  await expect(differencesOf((record) => record)).resolves.toEqual([]);
});

it.each([
  ['justification', (record: JudgementRecord) => ({ ...record, text: 'Very bad.\nScore: 4' })],
  ['seed', (record: JudgementRecord) => ({ ...record, seed: record.seed + 1 })],
])('names a judgement with another %s than the call that it names', async (_, change) => {
  const differences = await differencesOf(change);
  expect(differences.map(({ place }) => place)).toEqual([`${paths.feedback}:1`]);
  expect(differences[0]?.problem).toContain('is not one with its prompt, sampling, seed and model');
});
