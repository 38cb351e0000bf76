import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';

/** A mark that stands for something of a domain above: a code that was put into the world. */
export type Mark = {
  /** What `source` says of who came by it. */
  readonly source: string;
  /** What it is counted under; several marks of one channel have one. */
  readonly key: string;
  readonly label: Words;
  readonly channel: Words;
  /** Fen from one day to another, both counted; null: nobody said what it costs. */
  readonly costBetween: (from: string, to: string) => number | null;
};

/** All of them, by the domain that owns them. */
export type Marks = (ctx: Ctx) => Promise<readonly Mark[]>;

export const noMarks: Marks = async () => [];

/** What arrivals by marks are called, by the key of the arrival. */
export async function namesOfMarks(ctx: Ctx, marks: Marks): Promise<ReadonlyMap<string, Words>> {
  return new Map((await marks(ctx)).map(({ source, label }) => [`source:${source}`, label]));
}
