import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { scorerOf } from '../../../src/activities/critics/scorers';
import { readRecipe } from '../../../src/cli/recipe/read-recipe';
import { selectorOf } from '../../../src/core/selection/selection-rule';
import { ownSelectorOf } from '../../../src/recipes/registry/own-selector-of';
import { prompt, response, select } from '../core/selection/candidates';
import { scope, score, sidesOf } from '../core/selection/rules/rule-scope';

const folder = resolve('examples/own-method');
const critic = { kind: 'module', path: resolve(folder, 'brevity.js') } as const;

describe('examples/own-method', () => {
  const before = process.env['SRLM_METHODS'];
  beforeAll(() => void (process.env['SRLM_METHODS'] = resolve(folder, 'methods')));
  afterAll(() => {
    if (before === undefined) delete process.env['SRLM_METHODS'];
    else process.env['SRLM_METHODS'] = before;
  });

  it('has a recipe that resolves by its method', async () => {
    const { resolved } = await readRecipe(resolve(folder, 'recipe.yaml'));
    expect(resolved).toMatchObject({
      method: 'brief-answers',
      anchor: 'ift',
      responses: { perPrompt: 6 },
      critics: [critic],
      selection: { kind: 'best-and-worst', critic: 'module' },
      initFrom: 'previous',
    });
  });

  it('has a critic that prefers answers of about 40 words', async () => {
    const scorer = await scorerOf(critic);
    const of = (words: number) => scorer.score({ prompt: 'p', response: 'word '.repeat(words), answer: undefined });
    expect(await of(40)).toEqual({ score: 40, reason: '40 words' });
    expect(await of(45)).toEqual({ score: 35, reason: '45 words' });
    expect(await of(1)).toEqual({ score: 1, reason: '1 words' });
    expect(await of(0)).toEqual({ score: null, reason: 'no words' });
  });

  it('has a selector that pairs the best with the worse one of about its length, or says why there is none', async () => {
    const rule = { kind: 'module', path: resolve(folder, 'near-lengths.js'), critic: 'module' } as const;
    const texts = { a: 'word '.repeat(40), b: 'word '.repeat(38), c: 'word' };
    const pairsOf = async (scores: Record<string, number>) => {
      const selector = selectorOf(rule, scope, await ownSelectorOf(rule));
      const { pairs, discarded } = select(selector, {
        prompts: [prompt('p')],
        responses: Object.entries(texts).map(([id, text]) => response(id, { text })),
        judgements: [],
        feedback: Object.entries(scores).map(([id, given]) => score(id, given, 'module')),
      });
      return { pairs: sidesOf(pairs), discarded };
    };
    expect(await pairsOf({ a: 40, b: 38, c: 1 })).toEqual({ pairs: ['a>b'], discarded: {} });
    expect(await pairsOf({ a: 1, b: 1 })).toEqual({ pairs: [], discarded: { 'no best and worse': 1 } });
  });

  it('shows in its README a recipe without a method, whose critic is found beside it', async () => {
    const readme = await readFile(resolve(folder, 'README.md'), 'utf8');
    expect(readme.split('\n').length).toBeLessThanOrEqual(40);
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const { resolved } = await readRecipe(JSON.stringify(parse(yaml)));
    expect(resolved).toMatchObject({
      critics: [{ kind: 'module', path: resolve('brevity.js') }],
      selection: { kind: 'module', path: resolve('near-lengths.js'), critic: 'module' },
    });
  });
});
