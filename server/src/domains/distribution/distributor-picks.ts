import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findByPersonNo } from '../members/index.ts';

export const distributorPicks: Picks = {
  distributor: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; code: string; personNo: number }>`
      select id, code, person_no from distribution.distributor where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    const people = await findByPersonNo(
      ctx,
      rows.map(({ personNo }) => personNo),
    );
    return pickNames(
      rows.map(({ id, code, personNo }) => ({
        ...{ id, ended: false, note: null },
        name: [people.get(personNo)?.nickname, code].filter(Boolean).join(' · '),
      })),
    );
  },
};
