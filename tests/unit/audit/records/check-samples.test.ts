import { samplePrompt } from '../../../../src/activities/labelling/sample-prompt';
import { createFindings } from '../../../../src/audit/findings';
import { checkSamples } from '../../../../src/audit/records/check-samples';
import { jsonLines } from '../../../../src/core/json-text';
import type { ResponseRecord } from '../../../../src/core/records';
import { seedScope } from '../../../../src/core/seed-scope';
import { recipeSchema } from '../../../../src/recipes/recipe';
import { recordLines } from '../../../../src/store/record-lines';
import { iterationLayout } from '../../../../src/store/run-layout';
import { countingRunner, judge as policy, textReply } from '../../activities/critics/runners';
import { prompt, response } from '../../core/selection/candidates';
import { temporaryStore } from '../../report/temporary-store';

const store = temporaryStore();
const layout = iterationLayout('a', 1, 1);
const scope = seedScope({ seed: 1, iteration: 1, attempt: 1 });
const asked = prompt('p', 'Why?');
const SAMPLES = ['So.', 'Thus.', 'So.', 'Hence.'];

/** What an audit finds of the responses to one prompt after `change`. */
async function problemsOf(
  change: (responses: ResponseRecord[]) => ResponseRecord[],
  removeDuplicates: boolean | undefined = true,
): Promise<string[]> {
  const { responses } = recipeSchema.parse({ run: 'a', responses: { perPrompt: SAMPLES.length, removeDuplicates } });
  const request = { policy, prompt: asked, responses, scope };
  const runner = countingRunner((number) => textReply(SAMPLES[number] ?? ''));
  const made = change(await samplePrompt(runner, request));
  const keys = runner.asked.flatMap((call) => call.keys);
  const calls = new Map(keys.map((key, index) => [key, { kind: 'answered', reply: textReply(SAMPLES[index] ?? '') }]));
  await store().replaceText(layout.calls('responses-shard-0000'), recordLines(calls));
  await store().replaceText(layout.responses(0), jsonLines(made));
  const file = await store().find(layout.responses(0));
  if (!file) throw new Error('the responses were written');
  const findings = createFindings();
  await checkSamples(
    { files: { responses: file, judgements: undefined } },
    [{ prompt: asked, responses: made }],
    { store: store(), layout, scope, roles: { policy }, recipe: { responses } },
    findings,
  );
  return findings.report('a').differences.map(({ place, problem }) => `${place} ${problem}`);
}

describe('checkSamples (methods section 4: remove duplicates)', () => {
  it('proves that what is missing reads as what is there', async () => {
    await expect(problemsOf((made) => made)).resolves.toEqual([]);
  });

  it('leaves the response of a teacher alone', async () => {
    const byTeacher = response('p.teacher', { origin: 'teacher', text: 'So.' });
    await expect(problemsOf((made) => [...made, byTeacher])).resolves.toEqual([]);
  });

  it('names a response that is missing and reads as no other', async () => {
    const problems = await problemsOf((made) => made.filter(({ id }) => id !== 'p.r1'));
    expect(problems).toEqual([`${layout.responses(0)}:2 is p.r3; the recorded calls give p.r1 here`]);
  });

  it('names a duplicate that was kept', async () => {
    const problems = await problemsOf((made) =>
      made.flatMap((each) => (each.id === 'p.r1' ? [each, { ...each, id: 'p.r2' }] : [each])),
    );
    expect(problems).toEqual([`${layout.responses(0)}:3 is p.r2; the recorded calls give p.r3 here`]);
  });

  it('asks nothing of a recipe that keeps duplicates', async () => {
    await expect(problemsOf((made) => made.slice(1), false)).resolves.toEqual([]);
  });
});
