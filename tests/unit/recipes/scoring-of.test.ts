import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { scoringOf } from '../../../src/recipes/scoring-of';

const of = (critics: object[], critic = 'combined') =>
  scoringOf(resolveRecipe({ run: 'x', critics, selection: { kind: 'best-and-worst', critic } }));

const unit = { lowest: 0, highest: 1 };

it('says nothing of a recipe in which one critic counts and none vetoes', () => {
  expect(of([{ kind: 'judge' }, { kind: 'process', weight: 3 }], 'judge')).toBeUndefined();
});

it('weighs critics that score, each on its own scale, those without a weight by 1', () => {
  const own = { kind: 'http', url: 'http://127.0.0.1:1', name: 'own', range: { lowest: -1, highest: 1 } };
  expect(
    of([{ kind: 'judge', weight: 0.25 }, { kind: 'process', tag: 'reasoning' }, own, { kind: 'pairwise' }]),
  ).toEqual({
    combined: [
      { critic: 'judge', weight: 0.25, range: { lowest: 0, highest: 5 } },
      { critic: 'process', weight: 1, range: unit, tag: 'reasoning' },
      { critic: 'own', weight: 1, range: own.range },
    ],
    vetoes: [],
  });
});

it('has vetoes count beside any critic, and one without weight only veto', () => {
  const process = { kind: 'process', weight: 0, veto: 0.3 };
  expect(of([{ kind: 'judge' }, process], 'judge')).toEqual({
    combined: [],
    vetoes: [{ critic: 'process', lowest: 0.3 }],
  });
  expect(of([{ kind: 'judge' }, process])?.combined.map(({ critic }) => critic)).toEqual(['judge']);
});

it('knows the critics that the README shows', async () => {
  const readme = await readFile('README.md', 'utf8');
  const [, yaml = ''] = /```yaml\n(critics:[\s\S]*?)```/.exec(readme) ?? [];
  const recipe = resolveRecipe({ run: 'x', ...z.record(z.string(), z.unknown()).parse(parse(yaml)) });
  expect(scoringOf(recipe)).toMatchObject({
    combined: [{ critic: 'judge' }, { critic: 'process', tag: 'reasoning' }, { critic: 'panel' }],
    vetoes: [{ critic: 'process', lowest: 0.3 }],
  });
});
