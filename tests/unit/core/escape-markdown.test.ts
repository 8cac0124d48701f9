import { escapeMarkdown, markdownCode } from '../../../src/core/escape-markdown';

test.each([
  ['too short, said Ann (2 of 3).', 'too short, said Ann (2 of 3).'],
  ['first\n\n# second', 'first \\# second'],
  ['**bold** _it_ ~~no~~ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`'],
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['[click](javascript:x) ![i](u)', '\\[click\\](javascript:x) \\!\\[i\\](u)'],
  ['a | b', 'a \\| b'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['12) item', '12\\) item'],
  ['---', '\\---'],
  ['&nbsp; \\*', '\\&nbsp; \\\\\\*'],
  ['\u202etxt\u001b[31m', '⟦U+202E⟧txt⟦U+001B⟧\\[31m'],
])('%j is shown as it is', (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

test('code cannot end early', () => {
  expect(markdownCode('runs/a`b\n/x')).toBe('`runs/aˋb /x`');
});
