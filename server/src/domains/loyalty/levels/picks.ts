import { sql } from 'kysely';
import type { Picks } from '../../../platform/form/names.ts';

export const levelPicks: Picks = {
  async card_kind(ctx, ids) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from loyalty.card_kind where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return new Map(rows.map(({ id, name }) => [id, name]));
  },

  async level(ctx, ids) {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from loyalty.level where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return new Map(rows.map(({ id, name }) => [id, name]));
  },
};
