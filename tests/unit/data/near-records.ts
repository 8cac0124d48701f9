import * as fc from 'fast-check';
import { ODD_CHARACTERS } from '../../near-text';

export const text = fc
  .array(fc.constantFrom('a', 'word ', 'ä', '漢字', '\n', '"', '\\', '{', '<b>', ...ODD_CHARACTERS), { maxLength: 6 })
  .map((parts) => parts.join(''));
const content = text.map((value) => `${value}x`);
const id = fc.constantFrom('a', 'p-1', '漢字', 'x'.repeat(200), '__proto__', '\u001b[31m', '../../etc');

export const iftRecord = fc.record({ id, prompt: content, response: content });

const judgement = fc.integer({ min: 0, max: 5 }).map((score) => ({ text: `Fine.\nScore: ${score}`, score }));
const reply = fc.record({ text: content, judgement: fc.option(judgement, { nil: undefined }) });
export const eftGroup = fc
  .record({ id, prompt: content, replies: fc.array(reply, { minLength: 2, maxLength: 4 }), ties: fc.boolean() })
  .map(({ replies, ties, ...group }) => ({
    ...group,
    replies: replies.map((each, index) => ({ id: `r${index}`, ...each, rank: ties ? Math.min(index, 1) : index })),
  }));

const digest = `sha256:${'0'.repeat(64)}`;
export const promptRecord = fc.record(
  {
    id,
    text: content,
    source: fc.constantFrom('seed', 'generated'),
    parents: fc.array(id, { maxLength: 2 }),
    callKey: fc.constant(digest),
    tags: fc.array(fc.constantFrom('reasoning', 'code'), { minLength: 1, maxLength: 2 }),
    instructions: fc.constant([{ id: 'startend:end_checker', kwargs: { end_phrase: 'So.' } }]),
  },
  { requiredKeys: ['id', 'text'] },
);

const message = fc.record({
  text: fc.oneof(content, fc.constant(' ')),
  role: fc.constantFrom('assistant', 'assistant', 'prompter'),
  lang: fc.constantFrom('en', 'en', 'en', 'de', null),
  deleted: fc.constantFrom(false, false, true, null),
  review_result: fc.constantFrom(true, true, false, null),
  synthetic: fc.constantFrom(false, true),
  rank: fc.constantFrom(0, 1, 2, 7, null),
});

/** Open Assistant trees as exports have them, with fields that nobody reads. */
export const oasstTree = fc
  .record({ id, prompt: message, replies: fc.array(message, { minLength: 1, maxLength: 4 }) })
  .map((tree) => ({
    message_tree_id: tree.id,
    tree_state: 'ready_for_export',
    prompt: {
      ...tree.prompt,
      message_id: tree.id,
      emojis: { '+1': 1 },
      replies: tree.replies.map((each, index) => ({ ...each, message_id: `m${index}`, replies: [] })),
    },
  }));
