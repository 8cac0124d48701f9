import { describeType } from './describe-type';
import type { Method } from './method';
import { fieldsOf, itemsOf, recipeJsonSchema, variantsOf, type JsonSchema } from './json-schema';

const WIDTH = 118;

const HEADER = [
  'A recipe of srlm. Only `run` is needed: every field below is a comment that shows its default.',
  'To change a field, remove the "# " at the start of its line and of the line of the section that holds it.',
];

/**
 * A recipe in YAML with every field of the schema as a comment: description, type, bound and default. An explanation is
 * a comment in a comment, so that removing the first "# " of any or all lines leaves a recipe.
 */
export function commentedRecipe({ run, method }: { run: string; method?: Method | undefined }): string {
  const given: Record<string, string> = { run, ...(method ? { method: method.name } : {}) };
  const lines = fieldsOf(recipeJsonSchema(method)).flatMap(([name, schema]) =>
    given[name] !== undefined
      ? ['', ...explanation('', schema, true).map(commented), `${name}: ${given[name]}`]
      : ['', ...field(name, schema, '', false).map(commented)],
  );
  return [...HEADER.map((line) => `## ${line}`), ...lines, ''].join('\n');
}

function commented(line: string): string {
  return line.startsWith('#') ? `#${line}` : `# ${line}`;
}

/** The lines of a field without the outermost comment sign. A field without a default keeps a comment sign of its own. */
function field(name: string, schema: JsonSchema, indent: string, required: boolean): string[] {
  const about = explanation(indent, schema, required);
  const nested = fieldsOf(schema);
  if (nested.length > 0 && schema.default !== undefined) {
    const fields = nested.flatMap(([child, childSchema]) =>
      field(child, childSchema, `${indent}  `, isRequired(schema, child)),
    );
    return [...about, `${indent}${name}:`, ...fields];
  }
  const shapes = shapeLines(schema).map((line) => `${indent}#   ${line}`);
  if (schema.default === undefined) return [...about, ...shapes, `${indent}# ${name}:`];
  return [...about, ...shapes, `${indent}${name}: ${flow(schema.default)}`];
}

function explanation(indent: string, schema: JsonSchema, required: boolean): string[] {
  const isSection = fieldsOf(schema).length > 0 && schema.default !== undefined;
  const presence = schema.default !== undefined ? '' : required ? ', required' : ', optional';
  const type = isSection ? '' : `[${describeType(schema)}${presence}]`;
  const text = [schema.description ?? '', type].filter((part) => part !== '').join(' ');
  const sign = `${indent}#`;
  return text === '' ? [] : wrapped(text, WIDTH - sign.length).map((line) => `${sign} ${line}`);
}

/** The fields that an alternative of a union, an item of a list or an optional object may have, one a line. */
function shapeLines(schema: JsonSchema): string[] {
  const items = itemsOf(schema);
  const shapes = [schema, ...variantsOf(schema), ...(items ? [items, ...variantsOf(items)] : [])].filter(
    (shape) => fieldsOf(shape).length > 0,
  );
  return shapes.flatMap((shape) =>
    fieldsOf(shape).flatMap(([name, member], index) => [
      `${index === 0 ? '- ' : '  '}${name}: ${memberType(shape, name, member)}`,
      ...shapeLines(member).map((line) => `    ${line}`),
    ]),
  );
}

function memberType(shape: JsonSchema, name: string, member: JsonSchema): string {
  const presence =
    member.default !== undefined ? `; default ${flow(member.default)}` : isRequired(shape, name) ? '' : '; optional';
  const description = member.description === undefined ? '' : ` (${member.description})`;
  return `${describeType(member)}${member.const === undefined ? presence : ''}${description}`;
}

function isRequired({ required }: JsonSchema, name: string): boolean {
  return required?.includes(name) ?? false;
}

/** A value on one line, as YAML and JSON both read it. */
function flow(value: unknown): string {
  return typeof value === 'string' &&
    /^[a-z][\w./-]*(:[\w-]+)?$/i.test(value) &&
    !/^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
