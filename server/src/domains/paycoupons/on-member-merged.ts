import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { merges } from '../members/index.ts';

/** Coupons lie with an account at WeChat, and go with whom it is of: who has two accounts may have as many of one stock as both brought. */
export const onMemberMerged = merges.listener({
  name: 'paycoupons.on-member-merged',
  join: async (ctx, { mergeId, memberId, winnerNo, loserId }) => {
    for (const table of tables) {
      const moved = await move(ctx, table, { memberId, personNo: winnerNo }, sql`member_id = ${loserId}`);
      await merges.note(
        ctx,
        mergeId,
        table.name,
        moved.map((key) => ({ key, detail: {} })),
      );
    }
  },
  part: async (ctx, { mergeId, memberId, returnedId, returnedNo }) => {
    for (const table of tables) {
      const ids = (await merges.moved(ctx, mergeId, table.name)).map(({ key }) => key);
      const theirs = sql`${sql.ref(table.key)} = any(${ids}::text[]) and member_id = ${memberId}`;
      await move(ctx, table, { memberId: returnedId, personNo: returnedNo }, theirs);
    }
  },
});

const tables = [
  { name: 'paycoupons.coupon', key: 'id' },
  { name: 'paycoupons.product_coupon', key: 'code' },
] as const;

async function move(
  ctx: Ctx,
  { name, key }: (typeof tables)[number],
  to: { readonly memberId: string; readonly personNo: number },
  which: ReturnType<typeof sql>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(name)} set member_id = ${to.memberId}, person_no = ${to.personNo} where ${which} returning ${sql.ref(key)} as id
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}
