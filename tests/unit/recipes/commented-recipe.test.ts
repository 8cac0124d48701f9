import { parse } from 'yaml';
import { z } from 'zod';
import { commentedRecipe } from '../../../src/recipes/commented-recipe';
import { fieldsOf, itemsOf, recipeJsonSchema, variantsOf, type JsonSchema } from '../../../src/recipes/json-schema';
import { mergeRecipes } from '../../../src/recipes/merge-recipes';
import { methods } from '../../../src/recipes/methods';
import { resolveRecipe } from '../../../src/recipes/recipe';

const parseObject = (yaml: string) => z.record(z.string(), z.unknown()).parse(parse(yaml));
const text = commentedRecipe({ run: 'x' });
const defaults = resolveRecipe({ run: 'x' });

describe('commentedRecipe', () => {
  it.each([...methods().values()])('of $name shows what the method would do', (method) => {
    const ofMethod = commentedRecipe({ run: 'x', method });
    const opened = ofMethod.replaceAll(/^# ?/gm, '');
    const needed = method.name === 'dpo' ? { data: { pairs: 'pairs.jsonl' } } : {};
    const expected = resolveRecipe({ run: 'x', method: method.name, ...needed });
    expect(resolveRecipe({ ...needed, ...parseObject(ofMethod) })).toEqual(expected);
    expect(resolveRecipe(mergeRecipes(parseObject(opened), needed))).toEqual(expected);
  });

  it('holds nothing but the name of the run while everything is a comment', () => {
    expect(parse(text)).toEqual({ run: 'x' });
    expect(resolveRecipe(parse(text))).toEqual(defaults);
  });

  it('shows the defaults: without its comment signs it resolves to the same recipe', () => {
    const opened = text.replaceAll(/^# ?/gm, '');
    expect(parse(opened)).toHaveProperty('dpo.beta');
    expect(resolveRecipe(parse(opened))).toEqual(defaults);
  });

  it.each(allFields(recipeJsonSchema()))('mentions %s', (name) => {
    expect(text).toMatch(new RegExp(`^[#\\s-]*${name}:`, 'm'));
  });

  it('explains a field with its description, bound and default', () => {
    expect(text).toContain(
      ['## Rounds after M_1: with 2 the run ends with M_3. [integer, 0 to 100]', '# iterations: 2'].join('\n'),
    );
    expect(text).toContain('#     # Sampling temperature. [number, 0 to 2]\n#     temperature: 0.6\n');
  });

  it('shows the fields of every alternative of a union', () => {
    expect(text).toContain('- kind: metric');
    expect(text).toContain('rank: integer, from 1; default 16');
  });
});

function allFields(schema: JsonSchema): string[] {
  const items = itemsOf(schema);
  const nested = [...fieldsOf(schema).map(([, field]) => field), ...variantsOf(schema), ...(items ? [items] : [])];
  return [...new Set([...fieldsOf(schema).map(([name]) => name), ...nested.flatMap(allFields)])];
}
