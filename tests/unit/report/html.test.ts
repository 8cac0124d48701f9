import { html, toMarkup, trustedMarkup } from '../../../src/report/html';

test('values are escaped, in texts and in attributes', () => {
  expect(toMarkup(html`<p title="${`"'\``}">${'<b> & "c"'}</p>`)).toBe(
    '<p title="&quot;&#39;&#96;">&lt;b&gt; &amp; &quot;c&quot;</p>',
  );
});

test('markup, numbers and lists of them are put in as they are; null and undefined leave nothing', () => {
  const items = ['<x>', 'y'].map((text) => html`<li>${text}</li>`);
  const page = html`${items}${null}${undefined}${0}${trustedMarkup('<hr>')}`;
  expect(toMarkup(page)).toBe('<li>&lt;x&gt;</li><li>y</li>0<hr>');
});
