import type { Selector } from './selector.ts';

type Filter = NonNullable<Selector['where']>[number];

/**
 * Whether an event that has not come to the store yet has the properties that `selects` asks for there; a property holds both to one
 * another. Properties lie by name, deeper ones by their path.
 */
export function matches(where: Selector['where'], properties: unknown): boolean {
  return (where ?? []).every((filter) => holds(filter, textOf(properties, filter.property.split('.'))));
}

/** As the store reads it: text as it is, anything else as JSON writes it, '' where there is none. */
function textOf(properties: unknown, path: readonly string[]): string {
  let at = properties;
  for (const key of path)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
  return typeof at === 'string' ? at : at === undefined ? '' : JSON.stringify(at);
}

function holds({ op, value }: Filter, text: string): boolean {
  const many = (Array.isArray(value) ? value : [value ?? '']).map(String);
  const [one = ''] = many;
  const compared = NUMBER.test(text) ? Number(text) : Number.NaN;
  switch (op) {
    case 'set':
      return text !== '';
    case 'unset':
      return text === '';
    case 'eq':
      return text === one;
    case 'ne':
      return text !== one;
    case 'in':
      return many.includes(text);
    case 'contains':
      return text.includes(one);
    case 'gt':
      return compared > Number(one);
    case 'gte':
      return compared >= Number(one);
    case 'lt':
      return compared < Number(one);
    case 'lte':
      return compared <= Number(one);
    default:
      return false;
  }
}

/** What the store takes for a number: no blanks, no words. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
