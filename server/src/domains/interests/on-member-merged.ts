import { type RawBuilder, sql } from 'kysely';
import { type Moved, merges } from '../members/index.ts';

const tables = ['favourite', 'footprint', 'stock_request'] as const;
const key: Readonly<Record<(typeof tables)[number], RawBuilder<unknown>>> = {
  favourite: sql.ref('product_id'),
  footprint: sql.ref('product_id'),
  stock_request: sql.ref('sku_id'),
};

/** What a member keeps an eye on follows her; what both had, the survivor has as she had it. */
export const onMemberMerged = merges.listener({
  name: 'interests.on-member-merged',
  async join(ctx, { mergeId, memberId, winnerNo, loserId }) {
    for (const name of tables) {
      const table = sql.table(`interests.${name}`);
      const { rows } = await sql<Moved>`
        with moved as (
          update ${table} t set member_id = ${memberId}, person_no = ${winnerNo}
          where member_id = ${loserId} and not exists (
            select from ${table} hers where hers.member_id = ${memberId} and hers.${key[name]} = t.${key[name]})
          returning ${key[name]} as key
        ), twice as (
          delete from ${table} t where member_id = ${loserId} and exists (
            select from ${table} hers where hers.member_id = ${memberId} and hers.${key[name]} = t.${key[name]})
        )
        select key, '{}'::jsonb as detail from moved
      `.execute(ctx.db);
      await merges.note(ctx, mergeId, `interests.${name}`, rows);
    }
  },
  async part(ctx, { mergeId, memberId, returnedId, returnedNo }) {
    for (const name of tables) {
      const moved = await merges.moved(ctx, mergeId, `interests.${name}`);
      const table = sql.table(`interests.${name}`);
      await sql`
        update ${table} t set member_id = ${returnedId}, person_no = ${returnedNo}
        where member_id = ${memberId} and ${key[name]} = any(${moved.map((one) => one.key)}::text[])
          and not exists (select from ${table} hers where hers.member_id = ${returnedId} and hers.${key[name]} = t.${key[name]})
      `.execute(ctx.db);
    }
  },
});
