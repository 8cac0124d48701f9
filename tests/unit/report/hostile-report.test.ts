import { collectReport } from '../../../src/report/collect-report';
import { renderReport } from '../../../src/report/render-report';
import { reportDataSchema, type ReportData } from '../../../src/report/report-data';
import { ODD_CHARACTERS } from '../../near-text';
import { RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

// prettier-ignore
const ATTACKS = [
  '<script>alert(1)</script>', '</title><script>x</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</style><style>*{}', '<!--', '-->',
  '</pre></div>', '&lt;script&gt;', '&#x3c;b>', '`', '${x}', '{{x}}', '<svg/onload=x>', 'javascript:alert(1)', ']]>', '<meta http-equiv=refresh>',
  '```', '](javascript:x)', '\\u003cscript>', '+ADw-script+AD4-', ...ODD_CHARACTERS,
];

async function benign(): Promise<ReportData> {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft', accuracy: 0.5, against: ['M0'] });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.6, against: ['sft'] });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo', accuracy: 0.7, against: ['M1', 'sft'] });
  await writeIteration(store, { iteration: 1, prompts: 12 });
  return collectReport(store, RUN, new Date('2026-01-02T03:04:05Z'));
}

/** A copy in which every text, also every reason that is a name of a count, has `attack` at its end. */
function poisoned(value: unknown, attack: string, path = ''): unknown {
  if (typeof value === 'string') return `${value}${attack}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, attack, path));
  if (typeof value !== 'object' || value === null) return value;
  const namesAreTexts = /\.(?:counts|discarded|generation|rowsDropped|recipe)$/.test(path);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      // Fixed by the schema: nobody can write another text there.
      if (['madeBy', 'writtenAt', 'name', 'digest', 'parent'].includes(name)) return [name, member];
      return [namesAreTexts ? `${name}${attack}` : name, poisoned(member, attack, `${path}.${name}`)];
    }),
  );
}

const tagsOf = (markup: string) => markup.match(/<[^>]*>/g) ?? [];

/** Names of tags with their attributes, as a parser of HTML finds them; texts, values and plots are left out. */
function skeleton(page: string): string[] {
  const tags = tagsOf(page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<svg[\s\S]*?<\/svg>/g, ''));
  return tags.map((tag) => tag.replace(/"[^"]*"/g, '""').replace(/\s+/g, ' '));
}

/** What plots are drawn with: how many labels fit depends on how long they are. */
function drawnWith(page: string): string[] {
  const names = (page.match(/<svg[\s\S]*?<\/svg>/g) ?? []).flatMap(tagsOf).map((tag) => tag.split(/[\s>]/)[0] ?? '');
  return [...new Set(names)].toSorted();
}

test('the structure of the page is the same whatever stands in any text of it', async () => {
  const report = await benign();
  // Comparisons are looked up by these names; attacks are put behind them all alike.
  const plain = reportDataSchema.parse(poisoned(report, 'x'));
  const expected = renderReport(plain);
  expect(skeleton(expected).length).toBeGreaterThan(300);
  for (let from = 0; from < ATTACKS.length; from += 6) {
    const attack = ATTACKS.slice(from, from + 6).join('');
    const page = renderReport(reportDataSchema.parse(poisoned(report, attack)));
    expect(skeleton(page)).toEqual(skeleton(expected));
    expect(drawnWith(page)).toEqual(drawnWith(expected));
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\u200b]/u);
  }
}, 60_000);

test('the policy comes before everything that it is to forbid, and allows no script', async () => {
  const page = renderReport(await benign());
  const policy = page.indexOf('http-equiv="Content-Security-Policy"');
  expect(page.slice(0, policy).match(/<(?!!doctype)[a-z]+/gi)).toEqual(['<html', '<head', '<meta', '<meta']);
  expect(page.slice(policy, page.indexOf('>', policy))).toMatch(
    /default-src 'none'(?!.*(?:script-src|unsafe-eval|https?:))/,
  );
});

test('a megabyte in one line is shortened, and stays inside its part of the page', async () => {
  const store = storeOf();
  await writeRecipe(store);
  const long = '<b>A\u202e'.repeat(2 ** 18);
  const textOf = (kind: string, index: number) => (kind === 'answer' && index < 2 ? long : `${kind} ${index}`);
  await writeIteration(store, { iteration: 1, prompts: 3, textOf });
  const page = renderReport(await collectReport(store, RUN));
  expect(page).not.toContain('<b>');
  expect(page).toContain('more characters in the store]');
  expect(page.length).toBeLessThan(2 ** 19);
}, 30_000);
