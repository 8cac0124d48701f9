import { InvalidInputError } from '../../../src/cli/errors';
import { requireSelectable } from '../../../src/cli/require-selectable';
import type { SolutionRecord } from '../../../src/core/feedback-records';
import { selectionSchema } from '../../../src/recipes/pipeline-sections';
import { response } from '../core/selection/candidates';

const rule = (kind: string) => selectionSchema.parse({ kind });
const responses = [response('p.r0')];
const solution: SolutionRecord = {
  kind: 'solution',
  id: 'p.solution',
  promptId: 'p',
  model: 'm',
  text: '',
  steps: 0,
  status: 'finished',
  rollBacks: [],
};

it.each([
  ['best-and-worst', { responses, feedback: [] }],
  ['steps', { responses: [], feedback: [solution] }],
])('lets %s select from what it takes', (kind, records) => {
  expect(() => requireSelectable(rule(kind), records)).not.toThrow();
});

it.each([
  ['best-and-worst', [solution], 'solutions were written step by step, and of these no rule but steps can select'],
  ['best-and-worst', [], 'selection best-and-worst takes responses, and the files given as --responses have no row'],
  ['steps', [], 'give the files of feedback-steps/ as --feedback'],
  ['given', [], 'takes the pairs of a data set as they are'],
  ['prompts-alone', [], 'hands prompts to PPO and makes no pair'],
])('refuses %s where there is nothing to select from', (kind, feedback, sentence) => {
  const select = () => requireSelectable(rule(kind), { responses: [], feedback });
  expect(select).toThrow(InvalidInputError);
  expect(select).toThrow(sentence);
});
