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

/** What WeCom said of pairs, each once. */
export async function noteSaid(ctx: Ctx, said: readonly Said[]): Promise<void> {
  if (said.length === 0) return;
  const rows = said.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  await sql`
    insert into scrm.said (callback_id, userid, external_userid, change, at) select id, userid, external, change, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, userid text, external text, change text, at timestamptz)
    order by id on conflict (callback_id) do nothing
  `.execute(ctx.db);
}

const BY: Readonly<Record<string, keyof typeof friendEndedBy>> = {
  removed_by_staff: 'staff',
  left_by_customer: 'customer',
  handed_over: 'transfer',
};

export type End = { readonly by: keyof typeof friendEndedBy; readonly at: Date };
type Began = { readonly id: string; readonly userid: string; readonly externalUserid: string; readonly addedAt: Date };

/**
 * Who ended these friendships, by their ids: the first end that was told of each since it began. Seconds of the platform are cut, so
 * the same second counts.
 */
export async function endsOf(ctx: Ctx, friends: readonly Began[]): Promise<ReadonlyMap<string, End>> {
  const asked = friends.map(({ id, userid, externalUserid, addedAt }) => ({
    ...{ id, userid, external: externalUserid, began: addedAt.toISOString() },
  }));
  const { rows } = await sql<{ id: string; change: string | null; at: Date | null }>`
    select r.id, s.change, s.at
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (id text, userid text, external text, began timestamptz)
    left join lateral (
      select change, at from scrm.said s
      where s.userid = r.userid and s.external_userid = r.external and s.change <> 'added' and s.at >= r.began order by s.at limit 1
    ) s on true
  `.execute(ctx.db);
  return new Map(
    rows.map(({ id, change, at }) => [id, { by: BY[change ?? ''] ?? 'unknown', at: at ?? ctx.now() } as const]),
  );
}
