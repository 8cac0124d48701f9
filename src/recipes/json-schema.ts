import { z } from 'zod';
import { isSection } from './merge-recipes';
import type { Method } from './method';
import { recipeSchema } from './recipe-schema';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The JSON Schema of what a person types, for editors, for forms and for `srlm init`. */
export function recipeJsonSchema(method?: Method): JsonSchema {
  const schema = z.toJSONSchema(recipeSchema, { io: 'input' });
  return method ? withDefaults(schema, method.recipe) : schema;
}

/** What a preset says becomes the default of the field, so that a reader sees what the method would do. */
function withDefaults(schema: JsonSchema, preset: Record<string, unknown>): JsonSchema {
  const properties = { ...schema.properties };
  for (const [name, value] of Object.entries(preset)) {
    const field = properties[name];
    if (typeof field !== 'object') continue;
    const isNested = isSection(value) && fieldsOf(field).length > 0;
    properties[name] = isNested ? withDefaults(field, value) : { ...field, default: defaultOf(value) };
  }
  return { ...schema, properties };
}

function defaultOf(value: unknown): z.core.util.JSONType {
  return z.json().parse(value);
}

/** The fields of an object schema with their schemas, in the order in which they are written. */
export function fieldsOf(schema: JsonSchema): [name: string, schema: JsonSchema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, JsonSchema][] =>
    typeof field === 'boolean' ? [] : [[name, field]],
  );
}

/** The alternatives of a union; empty for anything else. */
export function variantsOf(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}

/** The schema of an array's items, where it is one. */
export function itemsOf({ items }: JsonSchema): JsonSchema | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}
