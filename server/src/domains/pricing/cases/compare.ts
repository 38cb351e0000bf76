/** One thing that came out otherwise: where in the quote, and both. */
export type Difference = { readonly at: string; readonly expected: unknown; readonly actual: unknown };

/**
 * What differs where something is expected: an object may hold more than is expected of it, a list may not. The quote is
 * taken as JSON, as a reader of the command's output has it.
 */
export function differences(expected: unknown, actual: unknown): Difference[] {
  return walk('', expected, JSON.parse(JSON.stringify(actual)));
}

function walk(at: string, expected: unknown, actual: unknown): Difference[] {
  const under = (key: string | number) => (at === '' ? String(key) : `${at}.${key}`);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [{ at, expected, actual }];
    return expected.flatMap((one, index) => walk(under(index), one, actual[index]));
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [{ at, expected, actual: actual ?? null }];
    return Object.entries(expected).flatMap(([key, one]) => walk(under(key), one, actual[key] ?? null));
  }
  return expected === actual ? [] : [{ at, expected, actual }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
