import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findMembers } from './find.ts';

/**
 * A tag is its own name: one that nobody has yet can be asked for too, since a journey or a rule may give it tomorrow. A member is
 * found under the id she was merged from too.
 */
export const memberPicks: Picks = {
  tag: async (ctx, ids) => {
    const { rows } = await sql<{ name: string; held: boolean }>`
      select name, exists (select from members.tag t where t.name = given.name) as held
      from unnest(${[...ids]}::text[]) as given (name)
    `.execute(ctx.db);
    return pickNames(rows.map(({ name, held }) => ({ id: name, name, note: held ? null : unheld })));
  },
  member: async (ctx, ids) => new Map([...(await findMembers(ctx, ids))].map(([id, { nickname }]) => [id, nickname])),
};

const unheld = words('现在没有人有', 'nobody has it now');
