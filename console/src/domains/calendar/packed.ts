type Loaded = { readonly day: string; readonly taken: number; readonly most: number | null };

/** A day with what activities ask of fulfilment together; `most` is what all of them may take, null where one of them says nothing. */
export type PackedDay<T extends Loaded = Loaded> = {
  readonly day: string;
  readonly taken: number;
  readonly most: number | null;
  readonly of: readonly T[];
};

/** Each day on which an activity bounds what it takes, or took something; those that say nothing and took nothing are left out. */
export function packedDays<T extends Loaded>(loads: readonly T[]): readonly PackedDay<T>[] {
  const days = new Map<string, T[]>();
  for (const one of loads)
    if (one.most !== null || one.taken > 0) days.set(one.day, [...(days.get(one.day) ?? []), one]);
  return [...days].map(([day, of]) => ({
    day,
    of,
    taken: of.reduce((sum, { taken }) => sum + taken, 0),
    most: of.some(({ most }) => most === null) ? null : of.reduce((sum, { most }) => sum + (most ?? 0), 0),
  }));
}

/** Nothing more of it can be taken on the day. */
export const isFull = ({ taken, most }: Loaded): boolean => most !== null && taken >= most;
