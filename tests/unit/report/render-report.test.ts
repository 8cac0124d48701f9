import { collectReport, type CollectedReport } from '../../../src/report/collect-report';
import { pageScript } from '../../../src/report/page-script';
import { renderReport } from '../../../src/report/render-report';
import { RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

const HOSTILE = `</div></pre></style><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>" onload='x' \u202Egnp.exe\u202C \u0000\u001B[31m`;

async function collectHostile(): Promise<CollectedReport> {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft', accuracy: 0.5, against: ['M0'] });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.6, against: ['sft'] });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo', accuracy: 0.7, against: ['M1', 'sft'] });
  await writeIteration(store, {
    iteration: 1,
    prompts: 12,
    textOf: (kind, index) => `${kind} ${index} ${HOSTILE}`.repeat(index % 5 === 0 ? 9 : 1),
  });
  const { data, pairs } = await collectReport(store, RUN, { writtenAt: new Date('2026-01-02T03:04:05Z') });
  return { data: { ...data, baseModel: HOSTILE, recipe: { ...data.recipe, baseModel: HOSTILE } }, pairs };
}

/** Every tag with its attributes, as a browser would see them: texts have no bracket of their own. */
function tagsOf(page: string): string[] {
  const own = `<script>${pageScript().text}</script>`;
  expect(page.split(own)).toHaveLength(2);
  return (
    page
      .replace(own, '')
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .match(/<[^>]*>/g) ?? []
  );
}

/** Blocks of data, which no browser runs. */
const DATA_BLOCK = /^<script type="application\/json" (?:id="pair-rows"|class="pair-details")>$/;

test('no text of a model becomes markup', async () => {
  const page = renderReport(await collectHostile());
  const tags = tagsOf(page);
  const active = tags.filter((tag) => /^<(script|img|iframe|object|embed|form|base|audio|video)\b/i.test(tag));
  expect(active.map((tag) => DATA_BLOCK.test(tag))).toEqual([true, true]);
  expect(tags.filter((tag) => /\son\w+\s*=/i.test(tag.replace(/"[^"]*"/g, '')))).toEqual([]);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('\\u003cscript\\u003ealert(1)\\u003c/script\\u003e');
  expect(page.match(/<style/g)).toHaveLength(1);
});

test('control characters and direction marks are written out', async () => {
  const page = renderReport(await collectHostile());
  expect(page).toContain('⟦U+202E⟧gnp.exe⟦U+202C⟧ ⟦U+0000⟧⟦U+001B⟧[31m');
  expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
});

test('the page asks for nothing: it forbids loading, and every address is inside it', async () => {
  const page = renderReport(await collectHostile());
  expect(page).toContain(
    `content="default-src 'none'; script-src ${pageScript().source}; style-src 'unsafe-inline'; img-src data:;`,
  );
  const addresses = tagsOf(page).flatMap((tag) =>
    [...tag.matchAll(/\s(?:href|src|srcset|action|poster|data|xlink:href)="([^"]*)"/g)].map(([, address]) => address),
  );
  expect(addresses.filter((address) => !address?.startsWith('#') && address !== 'data:,')).toEqual([]);
  expect(tagsOf(page).filter((tag) => /https?:/.test(tag))).toEqual([]);
  expect(page).not.toMatch(/@import|url\((?!#)/);
});

test('links inside the page lead to a section', async () => {
  const page = renderReport(await collectHostile());
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets).toEqual(['models', 'judge', 'iterations', 'pairs', 'training', 'dropped', 'lineage', 'recipe']);
  for (const id of targets) expect(page).toContain(`id="${id}"`);
});

test('the same data gives the same page', async () => {
  const report = await collectHostile();
  expect(renderReport(report)).toBe(renderReport(report));
});

test('comparisons say who judged', async () => {
  const page = renderReport(await collectHostile());
  expect(page).toContain('self-judged');
  expect(page).toContain('n 47, v M₁');
});

test('a run that has only just started is a page too', async () => {
  await writeRecipe(storeOf());
  const page = renderReport(await collectReport(storeOf(), RUN));
  expect(page).toContain('No model of this run has been measured yet.');
  expect(page).not.toContain('<svg');
});
