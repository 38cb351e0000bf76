import type { friendEndedBy } from '@huoshui/contracts/words/scrm';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

export type Change = 'added' | 'removed_by_staff' | 'left_by_customer' | 'handed_over';

type Said = {
  readonly id: string;
  readonly userid: string;
  readonly external: string;
  readonly change: Change;
  readonly at: Date;
};

/** What WeCom said of a pair, each once. */
export async function noteSaid(ctx: Ctx, { id, userid, external, change, at }: Said): Promise<void> {
  await sql`
    insert into scrm.said (callback_id, userid, external_userid, change, at) values (${id}, ${userid}, ${external}, ${change}, ${at})
    on conflict (callback_id) do nothing
  `.execute(ctx.db);
}

const BY: Readonly<Record<string, keyof typeof friendEndedBy>> = {
  removed_by_staff: 'staff',
  left_by_customer: 'customer',
  handed_over: 'transfer',
};

/** Who ended a friendship that began then: the first end that was told of it since. Seconds of the platform are cut, so the same second counts. */
export async function endOf(
  ctx: Ctx,
  {
    userid,
    externalUserid,
    addedAt,
  }: { readonly userid: string; readonly externalUserid: string; readonly addedAt: Date },
): Promise<{ readonly by: keyof typeof friendEndedBy; readonly at: Date }> {
  const { rows } = await sql<{ change: string; at: Date }>`
    select change, at from scrm.said
    where userid = ${userid} and external_userid = ${externalUserid} and change <> 'added' and at >= ${addedAt} order by at limit 1
  `.execute(ctx.db);
  const [end] = rows;
  return end === undefined ? { by: 'unknown', at: ctx.now() } : { by: BY[end.change] ?? 'unknown', at: end.at };
}
