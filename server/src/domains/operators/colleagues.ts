import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Picks, pickNames } from '../../platform/form/names.ts';

const disabledNote = words('账号已停用', 'disabled');

/** Accounts of the console as somebody to whom something is given to do; one that was disabled keeps its name. */
export const colleaguePicks: Picks = {
  staff: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, disabled as ended from operators.operator where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: row.ended ? disabledNote : null })));
  },
};

const MOST_FOUND = 50;

export async function findColleagues(ctx: Ctx, q: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from operators.operator where not disabled and strpos(lower(name), lower(${q})) > 0
    order by name, id limit ${MOST_FOUND}
  `.execute(ctx.db);
  return rows;
}
