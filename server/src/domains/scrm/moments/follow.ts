import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { Wecom } from '../../../wechat/index.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { momentAnswered } from '../events.ts';
import { nextLook } from '../mass/follow.ts';
import type { Taken } from './queries.ts';

const LAG_MS = 15_000;
/** By then WeCom has told all to whom it is shown. Taste. */
const SHOWN_MS = DAY_MS;

/** Who has published it, to whom, and what they answered; what nobody published in time is stopped. */
export async function followMoment(ctx: Ctx, wecom: Wecom, moment: Taken, momentId: string): Promise<void> {
  await readSenders(ctx, wecom, moment, momentId);
  const { id, state, stopAt, cancelledAt, followUntil } = moment;
  const now = ctx.now();
  if (cancelledAt === null && (state === 'stopped' || (stopAt !== null && stopAt <= now))) {
    await wecom.cancelMoment(momentId);
    // She may have published it just before: the lists say so a moment later than her tap.
    await sql`
      update scrm.moment set cancelled_at = ${now}, due_at = ${new Date(now.getTime() + LAG_MS)}, tries = 0 where id = ${id}
    `.execute(ctx.db);
    return;
  }
  if (followUntil !== null && followUntil <= now) {
    await sql`
      update scrm.moment set state = case when state = 'stopped' then state else 'ended' end, due_at = null, ended_at = ${now} where id = ${id}
    `.execute(ctx.db);
    return;
  }
  const looks = [nextLook(moment, now), ...(stopAt === null || cancelledAt !== null ? [] : [stopAt])];
  const due = new Date(Math.min(...looks.map((at) => at.getTime())));
  await sql`update scrm.moment set due_at = ${due}, tries = 0, trouble = null where id = ${id}`.execute(ctx.db);
}

async function readSenders(ctx: Ctx, wecom: Wecom, { no, name, id }: Taken, momentId: string): Promise<void> {
  const senders = await wecom.momentSenders(momentId);
  const published = senders.flatMap((one) => (one.published ? [one.userid] : []));
  if (published.length === 0) return;
  // Whoever is asked beside our plan was named by a department, or came since.
  const { rows } = await sql<{ userid: string; fresh: boolean }>`
    insert into scrm.moment_sender (moment_no, userid, published_at) select ${no}, userid, ${ctx.now()} from unnest(${published}::text[]) as t (userid)
    on conflict (moment_no, userid) do update set published_at = coalesce(scrm.moment_sender.published_at, excluded.published_at)
    returning userid, published_at > ${new Date(ctx.now().getTime() - SHOWN_MS)} as fresh
  `.execute(ctx.db);
  const names = await namesOfStaff(ctx, published);
  for (const { userid, fresh } of rows) {
    if (fresh) await readViewers(ctx, wecom, no, momentId, userid);
    const about = { momentId: id, moment: name, staff: names.get(userid) ?? userid };
    await readAnswers(ctx, wecom, { no, userid, momentId, about });
  }
  if (rows.some(({ fresh }) => fresh))
    await sql`
      update scrm.moment set shown = (select count(distinct external_userid)::int from scrm.moment_viewer where moment_no = ${no}) where no = ${no}
    `.execute(ctx.db);
}

/** Page by page; whoever dies in between begins anew, and nobody is there twice. */
async function readViewers(ctx: Ctx, wecom: Wecom, no: number, momentId: string, userid: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const { viewers, next } = await wecom.momentViewers(momentId, userid, cursor);
    await sql`
      insert into scrm.moment_viewer (moment_no, userid, external_userid)
      select ${no}, ${userid}, external from unnest(${[...viewers]}::text[]) as t (external) on conflict do nothing
    `.execute(ctx.db);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  await sql`
    update scrm.moment_sender set shown = (select count(*)::int from scrm.moment_viewer v where v.moment_no = ${no} and v.userid = ${userid})
    where moment_no = ${no} and userid = ${userid}
  `.execute(ctx.db);
}

type Of = {
  readonly no: number;
  readonly userid: string;
  readonly momentId: string;
  readonly about: { readonly momentId: string; readonly moment: string; readonly staff: string };
};

/** WeCom tells all of one member's at once: what is new is told, a heart that was taken back is gone. */
async function readAnswers(ctx: Ctx, wecom: Wecom, { no, userid, momentId, about }: Of): Promise<void> {
  const told = await wecom.momentReactions(momentId, userid);
  const counts = new Map<string, number>();
  const rows = told.flatMap(({ kind, externalUserid, at }) => {
    if (externalUserid === null) return [];
    const key = `${kind} ${externalUserid} ${at.getTime()}`;
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    return [{ external: externalUserid, kind, at, nth }];
  });
  await inTransaction(ctx, async (ctx) => {
    const given = sql`unnest(
      ${rows.map(({ external }) => external)}::text[], ${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ at }) => at)}::timestamptz[], ${rows.map(({ nth }) => nth)}::int[]
    ) as g (external_userid, kind, at, nth)`;
    await sql`
      delete from scrm.moment_reaction r where moment_no = ${no} and userid = ${userid} and not exists (
        select from ${given} where g.external_userid = r.external_userid and g.kind = r.kind and g.at = r.at and g.nth = r.nth
      )
    `.execute(ctx.db);
    const { rows: fresh } = await sql<{ how: 'like' | 'comment'; at: Date; memberId: string; personNo: number }>`
      with fresh as (
        insert into scrm.moment_reaction (moment_no, userid, external_userid, kind, at, nth)
        select ${no}, ${userid}, external_userid, kind, at, nth from ${given} on conflict do nothing returning external_userid, kind, at
      )
      select f.kind as how, f.at, c.member_id, c.person_no from fresh f join scrm.customer c using (external_userid)
      where c.member_id is not null and c.person_no is not null
    `.execute(ctx.db);
    for (const { how, at, memberId, personNo } of fresh)
      ctx.emit(momentAnswered, { personNo, at, payload: { memberId, userid, how, ...about } });
    await sql`
      update scrm.moment_sender s set likes = c.likes, comments = c.comments from (
        select count(*) filter (where kind = 'like')::int as likes, count(*) filter (where kind = 'comment')::int as comments
        from scrm.moment_reaction where moment_no = ${no} and userid = ${userid}
      ) as c where s.moment_no = ${no} and s.userid = ${userid}
    `.execute(ctx.db);
  });
}
