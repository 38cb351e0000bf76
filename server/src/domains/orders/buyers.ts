import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

type Often = { readonly personNo: number; readonly memberId: string; readonly orders: number };
type Asked = {
  readonly since: Date;
  readonly least: number;
  /** Of these alone; null: of everybody. */
  readonly memberIds: readonly string[] | null;
  readonly most: number;
};

/** Who buys how often. */
export const buyers = { often: boughtOften };

/** Who paid so many orders since then that were not given back whole, the most first. */
async function boughtOften(ctx: Ctx, { since, least, memberIds, most }: Asked): Promise<readonly Often[]> {
  const { rows } = await sql<Often>`
    select min(person_no) as person_no, member_id, count(*)::int as orders from orders.placed
    where paid_at >= ${since} and state in ('paid', 'shipped', 'received')
      and (${memberIds === null} or member_id = any(${[...(memberIds ?? [])]}::text[]))
    group by member_id having count(*) >= ${least} order by orders desc, member_id limit ${most}
  `.execute(ctx.db);
  return rows;
}
