import { createFindings } from '../../../../src/audit/findings';
import { checkPrompts } from '../../../../src/audit/records/check-prompts';
import { digestOf } from '../../../../src/core/digest';
import type { PromptRecord } from '../../../../src/core/records';
import { recordLine } from '../../../../src/store/record-lines';
import { iterationLayout, runLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../../report/temporary-store';

const store = temporaryStore();
const callKey = digestOf('a call');
const layout = iterationLayout('demo', 1, 1);

/** What an audit finds of one generated prompt, whose call had two instructions in its reply. */
async function differencesOf(prompt: Partial<PromptRecord>) {
  const seed = runLayout('demo').seed;
  const seedFiles = {
    ift: await store().writeRows(seed('ift.jsonl'), []),
    heldOut: await store().writeRows(seed('held-out.jsonl'), []),
    prompts: await store().writeRows(seed('prompts.jsonl'), []),
  };
  const reply = { text: 'Name three rivers of Asia.\n12. Write a poem about rain.' };
  await store().writeText(layout.calls('prompts'), recordLine(callKey, { kind: 'answered', reply }));
  const prompts: PromptRecord[] = [
    { id: 'generated-1-1', text: 'Write a poem about rain.', source: 'generated', parents: [], callKey, ...prompt },
  ];
  const outputs = { prompts: await store().writeRows(layout.prompts, prompts) };
  const findings = createFindings();
  const of = { run: 'demo', iteration: 1, attempt: 1, inputs: { seedFiles }, outputs };
  await checkPrompts(store(), of, { prompts, earlierPrompts: [] }, findings);
  return findings.report('demo').differences;
}

it('proves a generated prompt that is in the reply of its call', async () => {
  await expect(differencesOf({})).resolves.toEqual([]);
});

it('names a generated prompt that its call did not give', async () => {
  await expect(differencesOf({ text: 'Write a poem about snow.' })).resolves.toEqual([
    { place: `${layout.prompts}:1`, problem: `is not in the reply of its call ${callKey}` },
  ]);
});

it('names a generated prompt whose call is not recorded', async () => {
  const other = digestOf('another call');
  await expect(differencesOf({ callKey: other })).resolves.toEqual([
    { place: `${layout.prompts}:1`, problem: `its call ${other} is not recorded` },
  ]);
});
