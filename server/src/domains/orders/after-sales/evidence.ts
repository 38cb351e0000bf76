import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { orderErrors } from '../errors.ts';

/** Pictures of one shopper within a day: more than any quarrel needs, less than fills a disk. */
const MOST_A_DAY = 60;

/**
 * Keep a picture that shows what is wrong; answers its address. The kind is told from its bytes. It is tidied before anything is
 * held; then hers are counted one after the other, however many she sends at once.
 */
export async function putEvidence(ctx: Ctx, memberId: string, bytes: Buffer): Promise<string> {
  await refuseMore(ctx, memberId);
  const url = await ctx.files.putImage(bytes);
  return inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `orders.evidence ${memberId}`);
    await refuseMore(ctx, memberId);
    await sql`
      insert into orders.evidence (member_id, url, put_at) values (${memberId}, ${url}, ${ctx.now()})
      on conflict (member_id, url) do update set put_at = excluded.put_at
    `.execute(ctx.db);
    return url;
  });
}

async function refuseMore(ctx: Ctx, memberId: string): Promise<void> {
  const since = new Date(ctx.now().getTime() - DAY_MS);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders.evidence where member_id = ${memberId} and put_at > ${since}
  `.execute(ctx.db);
  if ((rows[0]?.n ?? 0) >= MOST_A_DAY) throw orderErrors.error('too_many_pictures');
}
