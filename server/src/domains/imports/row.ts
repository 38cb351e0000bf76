import type { Words } from '@huoshui/contracts/words';

/** What one row of a file says. */
export type Draft = {
  readonly row: number;
  readonly member: {
    /** The file's own name for her. */
    readonly external: string;
    readonly nickname: string | undefined;
    readonly phone: string | undefined;
    readonly joinedAt: Date | undefined;
    readonly tags: readonly string[];
  };
  readonly order: null | {
    /** Names the order for good: the same row of a file, read again, has the same. */
    readonly key: string;
    readonly at: Date;
    /** Fen. */
    readonly amount: number;
    readonly quantity: number;
    readonly name: string;
  };
};

export type Problem = {
  readonly row: number;
  /** As the file names it, or what it stands for. */
  readonly column: Words | null;
  readonly message: Words;
  readonly text: string;
};

export type RowResult = { readonly draft: Draft } | { readonly problems: readonly Problem[] };

const MAX_TEXT = 200;

export function problem(row: number, column: Words | null, message: Words, text: string): Problem {
  return { row, column, message, text: text.replace(/\p{Cc}/gu, ' ').slice(0, MAX_TEXT) };
}

/** Numbers equal things in the order in which they come. */
export function counting(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth;
  };
}
