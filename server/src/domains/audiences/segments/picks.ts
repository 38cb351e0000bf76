import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../../platform/form/names.ts';

const archived = words('已归档', 'archived');

/** Segments that can still be asked for; an archived one keeps its name. */
export const segmentPicks: Picks = {
  segment: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, state = 'archived' as ended from audiences.segment where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: row.ended ? archived : null })));
  },
};
