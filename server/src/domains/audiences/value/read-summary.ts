export type SummaryRow = {
  readonly id: string;
  readonly repeats: number;
  readonly last: number;
  readonly age: number;
  /** What a repeat purchase of hers was worth on average; null where the file does not say. */
  readonly mean: number | null;
};

/** The columns as the literature and its libraries call them. */
const NAMES = {
  id: ['id', 'customer_id', 'cust'],
  repeats: ['frequency', 'x'],
  last: ['recency', 't.x', 't_x'],
  age: ['t', 't.cal'],
  mean: ['monetary_value', 'mean_spend', 'm.x'],
} as const;

/**
 * Customers as the literature sums them up, a row each: `frequency` (purchases after the first), `recency` (from the first to the
 * last), `T` (from the first to now), in one unit of time, and perhaps `ID` and `monetary_value`.
 * @throws Error with the line and what is wrong with it
 */
export function readSummary(text: string): readonly SummaryRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const cellsOf = (line: string) => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const header = cellsOf(lines[0] ?? '');
  const places = Object.fromEntries(
    Object.entries(NAMES).map(([key, names]) => [key, header.findIndex((name) => is(names, name))]),
  );
  for (const key of ['repeats', 'last', 'age'] as const)
    if ((places[key] ?? -1) < 0) throw new Error(`no column ${NAMES[key][0]}: ${header.join(', ')}`);
  return lines.slice(1).flatMap((line, n) => {
    if (line.trim() === '') return [];
    const row = cellsOf(line);
    const text = (key: keyof typeof NAMES) => row[places[key] ?? -1] ?? '';
    const number = (key: keyof typeof NAMES) => {
      const value = Number(text(key) === '' ? Number.NaN : text(key));
      if (!Number.isFinite(value) || value < 0) throw new Error(`line ${n + 2}: ${NAMES[key][0]} = ${text(key)}`);
      return value;
    };
    const [repeats, last, age] = [number('repeats'), number('last'), number('age')];
    if (!Number.isInteger(repeats) || last > age || (repeats === 0 && last > 0))
      throw new Error(`line ${n + 2}: frequency ${repeats}, recency ${last}, T ${age}`);
    const mean = text('mean') === '' ? null : number('mean');
    return [{ id: text('id') || String(n + 1), repeats, last, age, mean }];
  });
}

const is = (names: readonly string[], name: string): boolean => names.includes(name.trim().toLowerCase());
