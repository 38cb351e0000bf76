import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { phoneListContract } from '@huoshui/contracts/phone-lists';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { scrmErrors } from '../errors.ts';
import { me } from '../sidebar/hers.ts';
import { askEntry } from './ask.ts';

type List = (typeof phoneListContract)['GET /api/staff/phone-entries'];
type Answer = RouteOut<List>;
type Row = Omit<Answer['items'][number], 'askedAt' | 'late'> & { readonly day: string; readonly askedAt: Date | null };

/** Whom she is to ask today, those of days before first, and whom she asked and has not heard of. */
export async function listForStaff(ctx: Ctx, query: RouteIn<List>['query']): Promise<Answer> {
  const limit = query.limit ?? 20;
  const today = shanghaiDay(ctx.now());
  const after = decodeCursor(query.cursor, ['int', 'day', 'text']);
  const which = sql`e.userid = ${me(ctx).id} and e.state in ('waiting', 'asked') and e.day <= ${today}::date`;
  const { rows } = await sql<Row & { readonly asked: number }>`
    select e.id, e.phone_masked as phone, l.name as list, e.day::text as day, e.state, e.asked_at, e.announced_at is not null as announced,
      (e.state = 'asked')::int as asked
    from scrm.phone_entry e join scrm.phone_list l on l.id = e.list_id
    where ${which} ${after ? sql`and ((e.state = 'asked')::int, e.day, e.id) > (${after[0]}, ${after[1]}::date, ${after[2]})` : sql``}
    order by (e.state = 'asked')::int, e.day, e.id limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.asked, row.day, row.id],
    ({ asked: _, askedAt, ...row }) => ({
      ...row,
      askedAt: askedAt?.toISOString() ?? null,
      late: row.day < today && row.state === 'waiting',
    }),
  );
  const { left } = await paceOf(ctx);
  return after
    ? { ...page, left }
    : { ...page, left, ...(await countUpTo(ctx, 1000, sql`select from scrm.phone_entry e where ${which}`)) };
}

/**
 * The whole number, for her who asks now. What she did not get to yesterday waits: no more a day than her lists say, or WeCom takes her
 * for a machine. Throws `scrm.phone_entry_over`, `phone_pace`.
 */
export async function askForStaff(ctx: Ctx, id: string): Promise<{ readonly phone: string; readonly masked: string }> {
  await takeTurn(ctx, `scrm.phone-ask ${me(ctx).id}`);
  const { state } = await hers(ctx, id);
  const { most, left } = await paceOf(ctx);
  if (state === 'waiting' && left <= 0) throw scrmErrors.error('phone_pace', { most });
  return askEntry(ctx, id);
}

/** What she heard: no, or nobody has that number. Throws `scrm.phone_entry_over`. */
export async function answerForStaff(ctx: Ctx, id: string, outcome: 'refused' | 'wrong'): Promise<void> {
  await hers(ctx, id);
  const { rows } = await sql`
    update scrm.phone_entry set state = ${outcome}, asked_at = coalesce(asked_at, ${ctx.now()}), answered_at = ${ctx.now()}, announce_at = null
    where id = ${id} and userid = ${me(ctx).id} and state in ('waiting', 'asked') returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('phone_entry_over');
}

async function hers(ctx: Ctx, id: string): Promise<{ readonly state: string }> {
  const { rows } = await sql<{ state: string }>`
    select state from scrm.phone_entry where id = ${id} and userid = ${me(ctx).id} and state in ('waiting', 'asked')
      and day <= ${shanghaiDay(ctx.now())}::date
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('phone_entry_over');
  return row;
}

/** How many she may ask today in all, by the most careful of her lists that are open, and how many of these are left. */
async function paceOf(ctx: Ctx): Promise<{ readonly most: number; readonly left: number }> {
  const { rows } = await sql<{ most: number | null; asked: number }>`
    select (
      select min((l.values->>'perDay')::int) from scrm.phone_list l where l.stopped_at is null and exists (
        select from scrm.phone_entry e where e.list_id = l.id and e.userid = ${me(ctx).id} and e.state in ('waiting', 'asked')
      )
    ) as most, (
      select count(*)::int from scrm.phone_entry where userid = ${me(ctx).id} and asked_at >= ${dayStart(shanghaiDay(ctx.now()))}
    ) as asked
  `.execute(ctx.db);
  const most = rows[0]?.most ?? 0;
  return { most, left: Math.max(0, most - (rows[0]?.asked ?? 0)) };
}
