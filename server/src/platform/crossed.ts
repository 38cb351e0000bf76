/** Two transactions that waited for each other: PostgreSQL took this one back, wholly, and the same asked again goes through. */
export function isCrossed(error: unknown): boolean {
  return error instanceof Error && ['40P01', '40001'].includes(String(Reflect.get(error, 'code')));
}
