import type { Draft } from '@huoshui/contracts/form';

/** A text of what is typed so far, sound or not. */
export function textAt(draft: Draft, key: string): string {
  const value = draft[key];
  return typeof value === 'string' ? value : '';
}

export function idsAt(draft: Draft, key: string): readonly string[] {
  const value = draft[key];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function rowsAt(draft: Draft, key: string): readonly Draft[] {
  const value = draft[key];
  return Array.isArray(value) ? value.map((row): Draft => ({ ...Object(row) })) : [];
}
