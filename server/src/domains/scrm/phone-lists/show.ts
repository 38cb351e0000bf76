import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { phoneListContract } from '@huoshui/contracts/phone-lists';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { namesOfStaff } from '../corp/staff.ts';
import { scrmErrors } from '../errors.ts';
import { type PhoneListValues, phoneListForm } from './list-form.ts';

type Lists = (typeof phoneListContract)['GET /api/admin/phone-lists'];
type Shown = Omit<RouteOut<Lists>['items'][number], never>;
type Entries = (typeof phoneListContract)['GET /api/admin/phone-lists/:id/entries'];

type Row = {
  readonly id: string;
  readonly name: string;
  readonly values: PhoneListValues;
  readonly madeAt: Date;
  readonly stoppedAt: Date | null;
  readonly people: number;
  readonly announced: number;
  readonly asked: number;
  readonly passed: number;
  readonly refused: number;
  readonly wrong: number;
  readonly gifted: number;
  readonly lastDay: string | null;
};

/** Of a list: whom it is about, and how far it came. Asked are those who were, whatever came of it. */
const LIST = sql`
  select l.id, l.name, l.values, l.made_at, l.stopped_at, count(e.id)::int as people,
    count(e.announced_at)::int as announced, count(*) filter (where e.asked_at is not null or e.state = 'passed')::int as asked,
    count(*) filter (where e.state = 'passed')::int as passed, count(*) filter (where e.state = 'refused')::int as refused,
    count(*) filter (where e.state = 'wrong')::int as wrong, count(e.gifted_at)::int as gifted, max(e.day)::text as last_day
  from scrm.phone_list l left join scrm.phone_entry e on e.list_id = l.id`;

export async function listLists(ctx: Ctx, query: RouteIn<Lists>['query']): Promise<RouteOut<Lists>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const which = sql`strpos(lower(l.name), lower(${query.q?.trim() ?? ''})) > 0`;
  const rows = await readRows(
    ctx,
    sql`where ${which} ${after ? sql`and (l.made_at, l.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
      group by l.id order by l.made_at desc, l.id desc limit ${limit + 1}`,
  );
  const names = await namesFor(ctx, rows);
  const page = toPage(
    rows,
    limit,
    ({ madeAt, id }) => [madeAt.toISOString(), id],
    (row) => shown(row, names),
  );
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from scrm.phone_list l where ${which}`)) };
}

export async function readList(ctx: Ctx, id: string): Promise<Shown> {
  const [row] = await readRows(ctx, sql`where l.id = ${id} group by l.id`);
  if (!row) throw scrmErrors.error('phone_list_not_found');
  return shown(row, await namesFor(ctx, [row]));
}

async function readRows(ctx: Ctx, rest: RawBuilder<unknown>): Promise<readonly Row[]> {
  return (await sql<Row>`${LIST} ${rest}`.execute(ctx.db)).rows;
}

async function namesFor(ctx: Ctx, rows: readonly Row[]) {
  const picked = rows.flatMap(({ values }) =>
    values.coupon === null ? [] : [{ at: '', of: 'coupon' as const, id: values.coupon }],
  );
  return ctx.names(ctx, picked);
}

function shown({ values, madeAt, stoppedAt, ...row }: Row, names: Awaited<ReturnType<typeof namesFor>>): Shown {
  return {
    ...row,
    basis: values.basis,
    perDay: values.perDay,
    sentence: phoneListForm.sentence(values, names),
    stopped: stoppedAt !== null,
    madeAt: madeAt.toISOString(),
  };
}

/** The people of a list in the order in which they are asked; on one day alone: that day's tasks. */
export async function listEntries(ctx: Ctx, id: string, query: RouteIn<Entries>['query']): Promise<RouteOut<Entries>> {
  await readList(ctx, id);
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['day', 'text']);
  const which = sql`list_id = ${id} and (${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${query.day ?? null}::text is null or day = ${query.day ?? null}::date)
    and (${query.userid ?? null}::text is null or userid = ${query.userid ?? null})
    and strpos(phone_masked, ${query.q?.trim() ?? ''}) > 0`;
  const { rows } = await sql<{
    id: string;
    memberId: string;
    phoneMasked: string;
    userid: string;
    day: string;
    state: RouteOut<Entries>['items'][number]['state'];
    announcedAt: Date | null;
    askedAt: Date | null;
    passedAt: Date | null;
  }>`
    select id, member_id, phone_masked, userid, day::text as day, state, announced_at, asked_at, passed_at from scrm.phone_entry
    where ${which} ${after ? sql`and (day, id) > (${after[0]}::date, ${after[1]})` : sql``} order by day, id limit ${limit + 1}
  `.execute(ctx.db);
  const names = await namesOfStaff(
    ctx,
    rows.map(({ userid }) => userid),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.day, row.id],
    ({ announcedAt, askedAt, passedAt, phoneMasked: phone, ...row }) => ({
      ...row,
      phone,
      staff: names.get(row.userid) ?? row.userid,
      announcedAt: announcedAt?.toISOString() ?? null,
      askedAt: askedAt?.toISOString() ?? null,
      passedAt: passedAt?.toISOString() ?? null,
    }),
  );
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from scrm.phone_entry where ${which}`)) };
}
