import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { memberTagged, memberUntagged, tagsChanged } from '../../members/events.ts';
import { tags } from '../../members/index.ts';
import { may } from '../account/capability.ts';
import { type AccountRow, clientOf, findAccounts } from '../account/find.ts';
import type { Follower } from '../follow/follower.ts';

/** WeChat takes fifty at a time. */
const AT_ONCE = 50;
const LEASE_MS = 2 * MINUTE_MS;
const MOST_TRIES = 4;

/** Tags on which a published menu of the account hangs, or by which it sends: only those does WeChat have to know. */
const HUNG_ON = sql.raw(
  `(select account_id, tag from accounts.menu where tag <> '' and published is not null and not removed
    union select account_id, tag from accounts.broadcast where tag <> '' and state in ('waiting', 'handed'))`,
);

/** She came: WeChat is told the tags that she has by then. Inside her transaction. */
export async function wantMarks(ctx: Ctx, account: AccountRow, { openid, personNo }: Follower): Promise<void> {
  if (personNo === null || !may(account, 'tags')) return;
  const { rows } = await sql<{ tag: string }>`select tag from ${HUNG_ON} m where account_id = ${account.id}`.execute(
    ctx.db,
  );
  const hers = [];
  for (const { tag } of rows)
    if ((await tags.holders(ctx, [tag], { asOf: ctx.now(), how: 'any', among: [personNo] })).length > 0) hers.push(tag);
  await sql`
    insert into accounts.mark (account_id, openid, tag, wanted, due_at)
    select ${account.id}, ${openid}, tag, true, ${ctx.now()} from unnest(${hers}::text[]) as of (tag)
    on conflict (account_id, openid, tag) do update set wanted = true, due_at = excluded.due_at, tries = 0
  `.execute(ctx.db);
}

/** A menu of theirs was published: who has the tag already is marked as well. */
export async function wantMarksOfMenus(ctx: Ctx, accountId: string, names: readonly string[]): Promise<void> {
  for (const tag of names) await wantMarksOfTag(ctx, accountId, tag);
}

/** Who has it follows marked; who was marked in a time nobody minded, and has it no more, is unmarked. */
export async function wantMarksOfTag(ctx: Ctx, accountId: string, tag: string): Promise<void> {
  const persons = await tags.holders(ctx, [tag], { asOf: ctx.now(), how: 'any' });
  await sql`
    insert into accounts.mark (account_id, openid, tag, wanted, due_at)
    select w.account_id, w.openid, ${tag}, true, ${ctx.now()} from accounts.follower w
    join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid and f.ended_at is null
    where w.account_id = ${accountId} and w.person_no = any(${persons}::int[]) order by w.openid
    on conflict (account_id, openid, tag) do update set wanted = true, due_at = excluded.due_at, tries = 0 where not accounts.mark.wanted
  `.execute(ctx.db);
  await sql`
    update accounts.mark k set wanted = false, due_at = ${ctx.now()}, tries = 0
    from accounts.follower w where w.account_id = k.account_id and w.openid = k.openid and k.account_id = ${accountId} and k.tag = ${tag}
      and k.wanted and (w.person_no is null or w.person_no <> all(${persons}::int[]))
  `.execute(ctx.db);
}

/** What is tagged here is tagged there. */
export const onTagged: Listener = listener({
  name: 'accounts.on-tagged',
  on: [memberTagged, memberUntagged, tagsChanged],
  async handle(ctx, facts) {
    for (const told of facts) {
      const given = payloadOf(memberTagged, told);
      if (given) await want(ctx, [given.memberId], given.tag, true);
      const taken = payloadOf(memberUntagged, told);
      if (taken) await want(ctx, [taken.memberId], taken.tag, false);
      const many = payloadOf(tagsChanged, told);
      if (many) await want(ctx, many.memberIds, many.tag, !many.taken);
    }
  },
});

async function want(ctx: Ctx, memberIds: readonly string[], tag: string, wanted: boolean): Promise<void> {
  await sql`
    insert into accounts.mark (account_id, openid, tag, wanted, due_at)
    select w.account_id, w.openid, ${tag}, ${wanted}, ${ctx.now()} from accounts.follower w
    join ${HUNG_ON} m on m.account_id = w.account_id and m.tag = ${tag}
    join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid and f.ended_at is null
    where w.member_id = any(${[...memberIds]}::text[]) order by w.account_id, w.openid
    on conflict (account_id, openid, tag) do update set wanted = excluded.wanted, due_at = excluded.due_at, tries = 0
  `.execute(ctx.db);
}

type Taken = { readonly accountId: string; readonly openid: string; readonly tag: string; readonly wanted: boolean };

export const markFollowers: Sweep = sweep({
  name: 'accounts.marks',
  due: sql`(select min(due_at) from accounts.mark where due_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<Taken>`
      with held as (
        select account_id, openid, tag from accounts.mark where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE}
        for update skip locked
      )
      update accounts.mark k set tries = k.tries + 1,
        due_at = case when k.tries < ${MOST_TRIES} then ${new Date(ctx.now().getTime() + LEASE_MS)}::timestamptz end
      from held where k.account_id = held.account_id and k.openid = held.openid and k.tag = held.tag
      returning k.account_id, k.openid, k.tag, k.wanted
    `.execute(ctx.db);
    const alike = new Map<string, Taken[]>();
    for (const one of rows) {
      const what = JSON.stringify([one.accountId, one.tag, one.wanted]);
      alike.set(what, [...(alike.get(what) ?? []), one]);
    }
    for (const group of alike.values()) await mark(ctx, group);
    return rows.length;
  },
});

/** Doing it twice changes nothing; what fails comes again when its lease is over. */
async function mark(ctx: Ctx, group: readonly Taken[]): Promise<void> {
  const [first] = group;
  const account = first && (await findAccounts(ctx, [first.accountId])).get(first.accountId);
  if (!first || !account) return;
  const openids = group.map(({ openid }) => openid);
  try {
    const client = clientOf(ctx, account);
    await client.mark(openids, await client.tagId(first.tag), first.wanted);
    await sql`
      update accounts.mark set due_at = null, tries = 0
      where account_id = ${first.accountId} and tag = ${first.tag} and openid = any(${openids}::text[]) and wanted = ${first.wanted}
    `.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error, account: first.accountId, tag: first.tag }, 'followers were not marked');
  }
}
