import { z } from 'zod';
import { recipeSchema } from './recipe';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The JSON Schema of what a person types, for editors, for forms and for `srlm init`. */
export function recipeJsonSchema(): JsonSchema {
  return z.toJSONSchema(recipeSchema, { io: 'input' });
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
