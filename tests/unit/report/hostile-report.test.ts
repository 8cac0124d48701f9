import { createHash } from 'node:crypto';
import { collectReport, type CollectedReport } from '../../../src/report/collect-report';
import { pageScript } from '../../../src/report/page-script';
import { renderReport } from '../../../src/report/render-report';
import { reportDataSchema } from '../../../src/report/report-data';
import { textLength } from '../../../src/core/text-length';
import { ODD_CHARACTERS } from '../../near-text';
import { generateRun } from '../../pages/generated-run';
import { RUN, writeIteration, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

// prettier-ignore
const ATTACKS = [
  '<script>alert(1)</script>', '</title><script>x</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</style><style>*{}', '<!--', '-->',
  '</pre></div>', '&lt;script&gt;', '&#x3c;b>', '`', '${x}', '{{x}}', '<svg/onload=x>', 'javascript:alert(1)', ']]>', '<meta http-equiv=refresh>',
  '```', '](javascript:x)', '\\u003cscript>', '+ADw-script+AD4-', ...ODD_CHARACTERS,
];

/** A run with everything that a report can show. */
async function benign(): Promise<CollectedReport> {
  const store = storeOf();
  await generateRun(store, { run: 'benign', pairs: [5], heldOut: 8 });
  return collectReport(store, 'benign', { writtenAt: new Date('2026-01-02T03:04:05Z') });
}

/** A copy in which every text, also every reason that is a name of a count, has `attack` at its end. */
function poisoned(value: unknown, attack: string, path = ''): unknown {
  if (typeof value === 'string') return `${value}${attack}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, attack, path));
  if (typeof value !== 'object' || value === null) return value;
  const namesAreTexts = /\.(?:counts|discarded|generation|rowsDropped|retried|setAside|outcomes|recipe)$/.test(path);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      // Fixed by the schema: nobody can write another text there.
      if (['madeBy', 'outcome', 'writtenAt', 'name', 'digest', 'parent', 'verdict', 'alarms'].includes(name))
        return [name, member];
      return [namesAreTexts ? `${name}${attack}` : name, poisoned(member, attack, `${path}.${name}`)];
    }),
  );
}

/** The same for the whole report; pairs have no schema, because nobody reads them back. */
function poisonedReport({ data, pairs }: CollectedReport, attack: string): CollectedReport {
  return {
    data: reportDataSchema.parse(poisoned(data, attack)),
    pairs: pairs.map(({ row, detail }) => ({
      row: { ...row, id: `${row.id}${attack}`, title: `${row.title}${attack}` },
      detail: {
        ...detail,
        prompt: `${detail.prompt}${attack}`,
        chosen: { ...detail.chosen, text: `${detail.chosen.text}${attack}` },
        others: [{ title: attack, texts: [attack] }],
      },
    })),
  };
}

const tagsOf = (markup: string) => markup.match(/<[^>]*>/g) ?? [];

/** Names of tags with their attributes, as a parser of HTML finds them; texts, values and plots are left out. */
function skeleton(page: string): string[] {
  const markup = page.replace(pageScript().text, '');
  const tags = tagsOf(markup.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<svg[\s\S]*?<\/svg>/g, ''));
  return tags.map((tag) => tag.replace(/"[^"]*"/g, '""').replace(/\s+/g, ' '));
}

/** What plots are drawn with: how many labels fit depends on how long they are. */
function drawnWith(page: string): string[] {
  const names = (page.match(/<svg[\s\S]*?<\/svg>/g) ?? []).flatMap(tagsOf).map((tag) => tag.split(/[\s>]/)[0] ?? '');
  return [...new Set(names)].toSorted();
}

test('the structure of the page is the same whatever stands in any text of it', async () => {
  const report = await benign();
  for (let from = 0; from < ATTACKS.length; from += 9) {
    const attack = ATTACKS.slice(from, from + 9).join('');
    // As long as the attack, because long texts are folded; and at the same places, because names are looked up.
    const expected = renderReport(poisonedReport(report, 'x'.repeat(textLength(attack))));
    expect(skeleton(expected).length).toBeGreaterThan(1000);
    const page = renderReport(poisonedReport(report, attack));
    expect(skeleton(page)).toEqual(skeleton(expected));
    expect(drawnWith(page)).toEqual(drawnWith(expected));
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\u200b]/u);
  }
}, 60_000);

test('the policy comes before everything that it is to forbid, and allows no script but the own one', async () => {
  await writeRecipe(storeOf());
  const page = renderReport(await collectReport(storeOf(), RUN));
  const policy = page.indexOf('http-equiv="Content-Security-Policy"');
  expect(page.slice(0, policy).match(/<(?!!doctype)[a-z]+/gi)).toEqual(['<html', '<head', '<meta', '<meta']);
  expect(page.slice(policy, page.indexOf('>', policy))).toMatch(
    /default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'unsafe-inline'; img-src data:;(?!.*(?:unsafe-eval|https?:|-src))/,
  );
  expect(page).toContain("require-trusted-types-for 'script'");
  const digest = createHash('sha256')
    .update(/<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '')
    .digest('base64');
  expect(page).toContain(`script-src 'sha256-${digest}'`);
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
