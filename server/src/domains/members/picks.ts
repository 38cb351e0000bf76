import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findMembers } from './find.ts';

/** A tag is its own name, and stands in the choice while somebody has it; a member is found under the id she was merged from too. */
export const memberPicks: Picks = {
  tag: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select name as id, name from unnest(${[...ids]}::text[]) as given (name)
      where exists (select from members.tag t where t.name = given.name)
    `.execute(ctx.db);
    return pickNames(rows);
  },
  member: async (ctx, ids) => new Map([...(await findMembers(ctx, ids))].map(([id, { nickname }]) => [id, nickname])),
};
