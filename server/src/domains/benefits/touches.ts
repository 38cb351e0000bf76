import { sql } from 'kysely';
import type { GivenFor, Touches } from '../../platform/touches.ts';

/** What was given with touches, by the day on which it was: by the counting of `costOfCause`. */
export const givenWithTouches: Touches = {
  given: async (ctx, { from, until }, kinds) => {
    const { rows } = await sql<GivenFor>`
      select to_char(granted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, because_kind as kind, because_id as cause,
        coalesce(sum(case state when 'used' then actual_cost when 'granted' then cost else 0 end), 0)::bigint as cost
      from benefits.grant where granted_at >= ${from} and granted_at < ${until} and because_kind = any(${[...kinds]}::text[])
      group by 1, 2, 3
    `.execute(ctx.db);
    return rows;
  },
};
