import { visibleText } from '../core/visible-text';

const markup = Symbol('markup');

/** Markup that is safe to put into the page: only `html` and `trustedMarkup` make it. */
export interface Html {
  readonly [markup]: string;
}

type Part = Html | string | number | null | undefined | readonly Part[];

/** A template whose values are escaped unless they are markup themselves, so that forgetting to escape is not possible. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return trustedMarkup(strings.map((literal, index) => literal + render(values[index])).join(''));
}

/** For markup from our own code only, such as a plot or a style sheet. */
export function trustedMarkup(text: string): Html {
  return { [markup]: text };
}

export function toMarkup(value: Html): string {
  return value[markup];
}

function render(value: Part): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escapeMarkup(visibleText(value));
  if (typeof value === 'number') return String(value);
  return markup in value ? value[markup] : value.map(render).join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}
