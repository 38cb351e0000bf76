import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';

export const themePicks: Picks = {
  async theme(ctx, ids) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, values->>'name' as name from themes.theme where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: null })));
  },
};
