import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { tags } from '../../members/index.ts';
import type { AccountMessages } from '../../messaging/index.ts';
import { MASS_FAILED } from '../tell/mass.ts';
import { labelOf } from '../touches.ts';
import type { BroadcastValues } from './broadcast-form.ts';
import { pageOf } from './hand-over.ts';

const AT_ONCE = 2000;

type Booked = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly appid: string;
  readonly tag: string;
  readonly values: BroadcastValues;
  readonly bookAfter: number;
  readonly failed: boolean;
  readonly at: Date;
};

/**
 * WeChat says how many got it, never who: members who followed as it left are written down as told, some thousand at a time, so that it counts in
 * the caps of each and what it brought is asked as of any message. Of one that failed after all they are taken back.
 */
export function bookBroadcasts(messages: AccountMessages): Sweep {
  return sweep({
    name: 'accounts.broadcast-book',
    due: sql`(select min(book_at) from accounts.broadcast where book_at is not null)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<Booked>`
          select b.id, b.name, b.account_id, a.appid, b.tag, b.values, b.book_after, m.state = 'failed' as failed, m.at
          from accounts.broadcast b join accounts.mass m on m.key = b.id join accounts.account a on a.id = b.account_id
          where b.book_at <= ${ctx.now()} order by b.book_at limit 1 for no key update of b, m skip locked
        `.execute(ctx.db);
        for (const one of rows) await (one.failed ? takeBack(ctx, messages, one) : book(ctx, messages, one));
        return rows.length;
      }),
  });
}

type Follower = { readonly no: number; readonly personNo: number | null; readonly memberId: string | null };

/** Numbers of followers fall: who came later has a lower one. */
async function book(ctx: Ctx, messages: AccountMessages, one: Booked): Promise<void> {
  const { id, name, accountId, appid, tag, values, bookAfter, at } = one;
  const { rows } = await sql<Follower>`
    select w.no, w.person_no, w.member_id from accounts.follower w
    where w.account_id = ${accountId} and w.no < ${bookAfter} and exists (
      select from accounts.follow f where f.account_id = w.account_id and f.openid = w.openid and f.followed_at <= ${at}
        and (f.ended_at is null or f.ended_at > ${at})
    ) order by w.no desc limit ${AT_ONCE}
  `.execute(ctx.db);
  const known = await withTag(
    ctx,
    tag,
    rows.flatMap(({ no, personNo, memberId }) =>
      personNo === null || memberId === null ? [] : [{ account: no, personNo, memberId }],
    ),
  );
  const message = {
    ...{ app: appid, title: name, text: values.text, page: pageOf(id, values) ?? '', at },
    because: { kind: 'broadcast', id, label: labelOf(name) },
  };
  const fresh = known.length === 0 ? 0 : await messages.toldAll(ctx, message, known);
  const last = rows.length < AT_ONCE ? undefined : rows.at(-1);
  await sql`
    update accounts.broadcast set members = members + ${fresh}, book_after = ${last?.no ?? bookAfter},
      book_at = ${last === undefined ? null : ctx.now()} where id = ${id}
  `.execute(ctx.db);
}

async function withTag<One extends { readonly personNo: number }>(
  ctx: Ctx,
  tag: string,
  known: readonly One[],
): Promise<readonly One[]> {
  if (tag === '') return known;
  const among = known.map(({ personNo }) => personNo);
  const holders = new Set(await tags.holders(ctx, [tag], { asOf: ctx.now(), how: 'any', among }));
  return known.filter(({ personNo }) => holders.has(personNo));
}

async function takeBack(ctx: Ctx, messages: AccountMessages, { id }: Booked): Promise<void> {
  const missed = await messages.missedAll(ctx, id, MASS_FAILED, AT_ONCE);
  await sql`
    update accounts.broadcast set members = members - ${missed}, book_at = ${missed < AT_ONCE ? null : ctx.now()} where id = ${id}
  `.execute(ctx.db);
}
