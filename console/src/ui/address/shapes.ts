/** How a piece of a page's state is written into its address, and read from it; nothing where the text says no such value. */
export type Shape<T> = {
  readonly read: (text: string) => T | undefined;
  readonly write: (value: T) => string;
};

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string | undefined): text is string => {
  if (text === undefined || !dayPattern.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // JavaScript takes 02-30 for 03-01.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** A business day. */
export const asDay: Shape<string> = { read: (text) => (isDay(text) ? text : undefined), write: (day) => day };

/** Two business days, both counted: `2026-11-01..2026-11-07`. */
export const asRange: Shape<{ readonly from: string; readonly to: string }> = {
  read: (text) => {
    const [from, to, more] = text.split('..');
    return isDay(from) && isDay(to) && more === undefined && from <= to ? { from, to } : undefined;
  },
  write: ({ from, to }) => `${from}..${to}`,
};

export const asInteger = (least: number, most: number): Shape<number> => ({
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  write: String,
});

/** One of a few words. */
export const asOneOf = <const Values extends readonly string[]>(values: Values): Shape<Values[number]> => ({
  read: (text) => values.find((value) => value === text),
  write: (value) => value,
});

/** A name of the server's (an event, a node): checked there. */
export const asName: Shape<string> = {
  read: (text) => (/^[\w.:-]{1,80}$/.test(text) ? text : undefined),
  write: (name) => name,
};

/** The values of a form that differ from what it starts from, as JSON. */
export const asDraft: Shape<Readonly<Record<string, unknown>>> = {
  read: (text) => {
    try {
      const values: unknown = JSON.parse(text);
      return typeof values === 'object' && values !== null && !Array.isArray(values) ? { ...values } : undefined;
    } catch {
      return undefined;
    }
  },
  write: (values) => JSON.stringify(values),
};

/** Several names in order: `product_view,cart_add`. */
export const asNames = (least: number, most: number): Shape<readonly string[]> => ({
  read: (text) => {
    const names = text.split(',');
    const sound = names.every((name) => asName.read(name) !== undefined);
    return sound && names.length >= least && names.length <= most ? names : undefined;
  },
  write: (names) => names.join(','),
});

/** Any text that a server made: a key, a mark. */
export const asText: Shape<string> = {
  read: (text) => (text.length <= 1100 ? text : undefined),
  write: (text) => text,
};
