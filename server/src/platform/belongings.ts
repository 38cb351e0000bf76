import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';

export type Person = { readonly memberId: string; readonly personNo: number };

/** Something of a domain that belongs to a person and moves with her in a merge: what it is called, and how many she has. */
export type Belonging = {
  readonly name: string;
  readonly words: Words;
  /** By person number; who has none is absent. */
  readonly count: (ctx: Ctx, persons: readonly Person[]) => Promise<ReadonlyMap<number, number>>;
};

/** One that is the rows of a table which name her by both, found by `by`, which is indexed. */
export function rowsOfHers({
  name,
  words,
  table,
  by,
}: Pick<Belonging, 'name' | 'words'> & { readonly table: string; readonly by: 'member_id' | 'person_no' }): Belonging {
  return {
    name,
    words,
    count: async (ctx, persons) => {
      const hers =
        by === 'member_id'
          ? sql`member_id = any(${persons.map((p) => p.memberId)}::text[])`
          : sql`person_no = any(${persons.map((p) => p.personNo)}::int[])`;
      const { rows } = await sql<{ personNo: number; count: number }>`
        select person_no, count(*) as count from ${sql.table(table)} where ${hers} group by person_no
      `.execute(ctx.db);
      return new Map(rows.map((row) => [row.personNo, row.count]));
    },
  };
}
