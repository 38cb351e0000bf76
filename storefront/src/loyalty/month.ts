/** The days of a day's month, and under which weekday the first stands: 1 is Monday. */
export function monthOf(day: string): { readonly first: number; readonly days: readonly string[] } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const first = ((new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7) + 1;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return {
    first,
    days: Array.from({ length: count }, (_, at) => `${day.slice(0, 7)}-${String(at + 1).padStart(2, '0')}`),
  };
}
