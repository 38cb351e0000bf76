import { asRange } from '../ui/address/shapes.ts';

/** What a people question asks, by the keys of its form; nothing is left out. */
export type PeopleValues = Readonly<Record<string, unknown>>;

/** The page of the people behind a number: each value of the question is a parameter of its own. */
export function peopleAddress(name: string, values: PeopleValues): string {
  const search = new URLSearchParams(
    Object.entries(values).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [[key, write(value)] satisfies [string, string]],
    ),
  ).toString();
  return search === '' ? `/people/${name}` : `/people/${name}?${search}`;
}

/** The values in such an address, without the parameters that are the list's own. */
export function peopleValues(params: URLSearchParams): PeopleValues {
  return Object.fromEntries([...params].filter(([key]) => !listKeys.has(key)).map(([key, text]) => [key, read(text)]));
}

const listKeys = new Set(['q', 'open', 'after', 'page', 'limit']);

/** Text as it is, days as everywhere in addresses, all else as JSON; a text that would read as something else in quotes. */
function write(value: unknown): string {
  if (typeof value === 'string') return read(value) === value ? value : JSON.stringify(value);
  return isRange(value) ? asRange.write(value) : JSON.stringify(value);
}

function read(text: string): unknown {
  const range = asRange.read(text);
  if (range) return range;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isRange(value: unknown): value is { readonly from: string; readonly to: string } {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const [from, to]: readonly unknown[] = [Reflect.get(value, 'from'), Reflect.get(value, 'to')];
  return typeof from === 'string' && typeof to === 'string' && asRange.read(`${from}..${to}`) !== undefined;
}
