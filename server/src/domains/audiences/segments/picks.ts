import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../../platform/form/names.ts';

const archived = words('已归档', 'archived');
/** Nobody looks at these by themselves. */
const still = {
  list: words('是名单', 'a list'),
  manual: words('手动更新', 'refreshed by hand'),
} as const;

/** Segments that can still be asked for; an archived one keeps its name, and one that changes by nobody's doing says so. */
export const segmentPicks: Picks = {
  segment: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean; still: keyof typeof still | null }>`
      select id, name, state = 'archived' as ended,
        case when kind = 'list' then 'list' when refresh = 'manual' then 'manual' end as still
      from audiences.segment where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ still: how, ...row }) => ({ ...row, note: row.ended ? archived : how === null ? null : still[how] })),
    );
  },
};
