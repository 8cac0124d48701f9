import { DataError } from '../../../src/data/data-error';
import { readTeacher } from '../../../src/data/read-teacher';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();
const prompts = [
  { id: 'a', text: 'Why?' },
  { id: 'b', text: 'How?' },
  // Another file may have the same id.
  { id: 'a', text: 'When?' },
];

it('reads responses to prompts of the run; not every prompt needs one', async () => {
  const rows = [{ id: 'a', prompt: 'Why?', response: 'So.' }];
  await expect(readTeacher(files.write('good.jsonl', jsonLines(rows)), prompts)).resolves.toEqual(rows);
});

it('names by line what is a response to no prompt of the run', async () => {
  const rows = [
    { id: 'b', prompt: 'How?', response: 'Thus.' },
    { id: 'b2', prompt: 'How?', response: 'Thus.' },
    { id: 'a', prompt: 'How?', response: 'Thus.' },
    { id: 'c', prompt: 'What?', response: '' },
  ];
  const file = files.write('strangers.jsonl', jsonLines(rows));
  const error = await readTeacher(file, prompts).catch((caught: unknown) => caught);
  if (!(error instanceof DataError)) throw new Error('it was read');
  expect(error.problems.map(({ line, path }) => [line, path])).toEqual([
    [4, 'response'],
    [2, 'prompt'],
    [3, 'prompt'],
  ]);
  expect(error.message).toContain('no prompt of the seed data has the id "b2" and this text');
});
