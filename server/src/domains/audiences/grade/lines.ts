import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** By what grades were given last: fen from which somebody is S, A and B; all other buyers are C. */
export type Lines = {
  readonly by: 'expected' | 'spent';
  /** Ahead, or back. */
  readonly days: number;
  /** The business day that they were drawn on. */
  readonly day: string;
  readonly s: number;
  readonly a: number;
  readonly b: number;
};

export type Grade = 'S' | 'A' | 'B' | 'C';

/** Null before they were given for the first time, and while nobody has bought. */
export async function readLines(ctx: Ctx): Promise<Lines | null> {
  const { rows } = await sql<{ lines: Lines | null }>`select lines from audiences.grade_pass`.execute(ctx.db);
  return rows[0]?.lines ?? null;
}

/** Whoever is worth nothing is C, though all were. */
export function gradeOf(worth: number, { s, a, b }: Pick<Lines, 's' | 'a' | 'b'>): Grade {
  if (worth <= 0) return 'C';
  return worth >= s ? 'S' : worth >= a ? 'A' : worth >= b ? 'B' : 'C';
}
