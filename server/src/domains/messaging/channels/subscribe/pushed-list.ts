/** What these events list: one thing, or several. */
export function listOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [list];
}

export function textIn(one: unknown, name: string): string {
  const value: unknown = Reflect.get(Object(one), name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
