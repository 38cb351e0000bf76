import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';

const endedNote = words('已结束', 'ended');

/** Journeys that people can still be sent through; a draft may be named before it goes live. */
export const journeyPicks: Picks = {
  journey: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, state = 'ended' as ended from journeys.journey where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: row.ended ? endedNote : null })));
  },
};
