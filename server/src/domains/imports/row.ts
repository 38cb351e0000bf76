import type { Words } from '@huoshui/contracts/words';
import { cut } from '../../platform/cut.ts';

/** What one row of a file says, or the rows of one order. */
export type Draft = {
  readonly row: number;
  /** As it stands in the file. */
  readonly line: string;
  readonly member: {
    /** The file's own name for her. */
    readonly external: string;
    /** Made of her phone, where no column names her. */
    readonly byPhone: boolean;
    readonly nickname: string | undefined;
    readonly phone: string | undefined;
    readonly joinedAt: Date | undefined;
    readonly tags: readonly string[];
  };
  readonly order: null | {
    /** Names the order for good: the same row of a file, read again, has the same. */
    readonly key: string;
    /** As the file has it. */
    readonly number: string | null;
    readonly at: Date;
    /** Fen, of the whole order. */
    readonly amount: number;
    readonly refunded: number;
    readonly whole: boolean;
    readonly lines: readonly { readonly name: string; readonly quantity: number; readonly amount: number }[];
  };
  /** It was never paid: who it is comes in, the order does not. */
  readonly leftOut: boolean;
};

export type Problem = {
  readonly row: number;
  /** As the file names it, or what it stands for. */
  readonly column: Words | null;
  readonly message: Words;
  readonly text: string;
};

/** `rows`: how many rows of the file it is made of. */
export type RowResult = { readonly rows: number } & (
  | { readonly draft: Draft }
  | { readonly problems: readonly Problem[] }
);

const MAX_TEXT = 200;

export function problem(row: number, column: Words | null, message: Words, text: string): Problem {
  return { row, column, message, text: cut(text.slice(0, 2 * MAX_TEXT).replace(/\p{Cc}/gu, ' '), MAX_TEXT) };
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
