import { visibleText } from '../../../src/core/visible-text';

test.each([
  ['plain text, é, 漢字 and عربي', 'plain text, é, 漢字 and عربي'],
  ['a line\nanother\tone', 'a line\nanother\tone'],
  ['a\r\nb', 'a\nb'],
  ['a\rb', 'a⟦U+000D⟧b'],
  ['bell \u0007', 'bell ⟦U+0007⟧'],
  ['\u202Eabc\u2069', '⟦U+202E⟧abc⟦U+2069⟧'],
  ['zero\u200Bwidth', 'zero⟦U+200B⟧width'],
  ['tag \u{E0041}', 'tag ⟦U+E0041⟧'],
  ['lone \uD800 half', 'lone ⟦U+D800⟧ half'],
  ['family 👨‍👩‍👧', 'family 👨‍👩‍👧'],
])('%j reads %j', (text, visible) => {
  expect(visibleText(text)).toBe(visible);
});
