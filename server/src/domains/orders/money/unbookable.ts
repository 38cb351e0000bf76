/**
 * The books themselves refuse it (a value out of range, a check, a key): it will be refused as often as it is tried, so a person
 * must look. Everything else may pass with time. SQLSTATE classes 22 and 23.
 */
export function isUnbookable(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code);
}
