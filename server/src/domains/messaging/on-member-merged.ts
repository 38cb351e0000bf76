import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Merged, type Moved, merges, type Unmerged } from '../members/index.ts';

/** Two records are one person: her messages, what she allows and how often she was written to go with her, and come back. */
export const onMemberMerged = merges.listener({ name: 'messaging.on-member-merged', join, part });

async function join(ctx: Ctx, { mergeId, memberId, winnerNo, loserNo }: Merged): Promise<void> {
  const messages = await sql<{ key: string }>`
    update messaging.outbound set person_no = ${winnerNo}, member_id = ${memberId} where person_no = ${loserNo}
    returning id as key
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'messaging.outbound', messages.rows);
  const consents = await sql<{ key: string; remaining: number; refused: boolean }>`
    with gone as (delete from messaging.consent where person_no = ${loserNo} returning *), moved as (
      insert into messaging.consent (person_no, channel, app, account, template_key, remaining, refused, updated_at)
      select ${winnerNo}, channel, app, account, template_key, remaining, refused, updated_at
      from gone order by channel, account, template_key
      on conflict (person_no, channel, account, template_key) do update set
        remaining = messaging.consent.remaining + excluded.remaining, refused = messaging.consent.refused and excluded.refused
    )
    select channel || ' ' || template_key as key, remaining, refused from gone where account = 0
  `.execute(ctx.db);
  await merges.note(
    ctx,
    mergeId,
    'messaging.consent',
    consents.rows.map(({ key, ...detail }) => ({ key, detail })),
  );
  const quotas = await sql<{ key: string; count: number }>`
    with gone as (delete from messaging.quota_use where person_no = ${loserNo} returning *), moved as (
      insert into messaging.quota_use (person_no, window_key, count)
      select ${winnerNo}, window_key, count from gone order by window_key
      on conflict (person_no, window_key) do update set count = messaging.quota_use.count + excluded.count
    )
    select window_key as key, count from gone
  `.execute(ctx.db);
  await merges.note(
    ctx,
    mergeId,
    'messaging.quota_use',
    quotas.rows.map(({ key, count }) => ({ key, detail: { count } })),
  );
}

async function part(ctx: Ctx, { mergeId, winnerNo, returnedId, returnedNo }: Unmerged): Promise<void> {
  const messages = (await merges.moved(ctx, mergeId, 'messaging.outbound')).map((moved) => moved.key);
  await sql`
    update messaging.outbound set person_no = ${returnedNo}, member_id = ${returnedId}
    where id = any(${messages}::text[]) and person_no = ${winnerNo}
  `.execute(ctx.db);
  // What an account of hers allows goes where the account goes, also what it allowed since.
  const accounts = (await merges.moved(ctx, mergeId, 'account')).map((moved) => Number(moved.key));
  const followers = (await merges.moved(ctx, mergeId, 'accounts.follower')).map(({ detail }) => Number(detail.no));
  await sql`
    update messaging.consent set person_no = ${returnedNo}
    where person_no = ${winnerNo} and account = any(${[...accounts, ...followers]}::int[])
  `.execute(ctx.db);
  await giveBackConsents(ctx, await merges.moved(ctx, mergeId, 'messaging.consent'), winnerNo, returnedNo);
  const quotas = await merges.moved(ctx, mergeId, 'messaging.quota_use');
  await sql`
    with given as (
      select * from unnest(${quotas.map((q) => q.key)}::text[], ${quotas.map((q) => Number(q.detail.count))}::int[]) as g (window_key, count)
    ), lessened as (
      update messaging.quota_use q set count = greatest(0, q.count - given.count) from given
      where q.person_no = ${winnerNo} and q.window_key = given.window_key
    )
    insert into messaging.quota_use (person_no, window_key, count) select ${returnedNo}, window_key, count from given
    on conflict (person_no, window_key) do update set count = messaging.quota_use.count + excluded.count
  `.execute(ctx.db);
}

/** On channels that know no accounts: as many as she brought, of those that are left: what was used since is used. */
async function giveBackConsents(
  ctx: Ctx,
  brought: readonly Moved[],
  winnerNo: number,
  returnedNo: number,
): Promise<void> {
  await sql`
    with given as (
      select * from unnest(${brought.map((b) => b.key)}::text[], ${brought.map((b) => Number(b.detail.remaining))}::int[],
        ${brought.map((b) => b.detail.refused === true)}::boolean[]) as g (key, remaining, refused)
    ), before as (
      select c.channel, c.template_key, least(given.remaining, c.remaining) as remaining, given.refused
      from messaging.consent c join given on given.key = c.channel || ' ' || c.template_key
      where c.person_no = ${winnerNo} and c.account = 0 order by c.channel, c.template_key for update of c
    ), lessened as (
      update messaging.consent c set remaining = c.remaining - before.remaining from before
      where c.person_no = ${winnerNo} and c.account = 0 and c.channel = before.channel and c.template_key = before.template_key
    )
    insert into messaging.consent (person_no, channel, template_key, remaining, refused, updated_at)
    select ${returnedNo}, channel, template_key, remaining, refused, ${ctx.now()} from before
    on conflict (person_no, channel, account, template_key) do update set remaining = messaging.consent.remaining + excluded.remaining
  `.execute(ctx.db);
}
