import { itemsOf, variantsOf, type JsonSchema } from './json-schema';

/** What a value may be, in words: "integer, 1 to 64", "one of anchor, previous, base". */
export function describeType(schema: JsonSchema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  const variants = variantsOf(schema);
  if (variants.length > 0 && variants.every(({ type }) => type === 'object')) return 'one of the forms below';
  if (variants.length > 0) return variants.map(describeType).join(' or ');
  const items = itemsOf(schema);
  if (items)
    return `list of ${describeType(items)}${schema.minItems === undefined ? '' : `, at least ${schema.minItems}`}`;
  if (schema.type === 'object') return 'the fields below';
  if (schema.type === 'integer' || schema.type === 'number') return [schema.type, ...bounds(schema)].join(', ');
  if (schema.type === 'boolean') return 'true or false';
  return schema.type === 'string' ? stringType(schema) : 'any value';
}

function stringType({ format, pattern }: JsonSchema): string {
  if (format === 'uri') return 'URL';
  return pattern === undefined ? 'text' : `text matching ${pattern}`;
}

function bounds(schema: JsonSchema): string[] {
  const [from, to] = [lowerBound(schema), upperBound(schema)];
  if (from?.startsWith('from ') && to?.startsWith('to ')) return [`${from.slice('from '.length)} ${to}`];
  return [from, to].flatMap((bound) => (bound === undefined ? [] : [bound]));
}

function lowerBound({ minimum, exclusiveMinimum }: JsonSchema): string | undefined {
  if (typeof exclusiveMinimum === 'number') return `above ${exclusiveMinimum}`;
  return minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : `from ${minimum}`;
}

/** The largest safe integer is what zod writes for an integer without a bound. */
function upperBound({ maximum, exclusiveMaximum }: JsonSchema): string | undefined {
  if (typeof exclusiveMaximum === 'number') return `below ${exclusiveMaximum}`;
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : `to ${maximum}`;
}
