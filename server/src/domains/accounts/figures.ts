import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { AccountMessages } from '../messaging/index.ts';
import { mustFindAccount } from './account/find.ts';

type Days = { readonly from: string; readonly to: string };
type ByDay<Figures> = { readonly whole: Figures; readonly days: { readonly day: string; readonly figures: Figures }[] };

const DAY = sql.raw("to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')");

type AccountFigures = {
  readonly followed: number;
  readonly unfollowed: number;
  readonly heard: number;
  readonly passive: number;
  readonly late: number;
  readonly unsent: number;
  readonly told: number;
  readonly opened: number;
  readonly diverted: number;
  readonly arrived: number;
};
const noFollows: AccountFigures = {
  followed: 0,
  unfollowed: 0,
  heard: 0,
  passive: 0,
  late: 0,
  unsent: 0,
  told: 0,
  opened: 0,
  diverted: 0,
  arrived: 0,
};

/** By the day on which it happened; who was sent on by the day on which she was, wherever she came later. */
export async function figuresOfAccount(
  ctx: Ctx,
  messages: AccountMessages,
  id: string,
  range: Days,
): Promise<ByDay<AccountFigures>> {
  const { appid } = await mustFindAccount(ctx, id);
  const told = await messages.byDay(ctx, appid, dayStart(range.from), dayStart(addDays(range.to, 1)));
  const { rows } = await sql<Omit<AccountFigures, 'told' | 'opened'> & { day: string }>`
    select ${DAY} as day, count(*) filter (where what = 'followed')::int as followed, count(*) filter (where what = 'unfollowed')::int as unfollowed,
      count(*) filter (where what = 'heard')::int as heard, count(*) filter (where what = 'passive')::int as passive,
      count(*) filter (where what = 'sent')::int as late, count(*) filter (where what in ('refused', 'unknown'))::int as unsent,
      count(*) filter (where what = 'diverted')::int as diverted, count(*) filter (where what = 'arrived')::int as arrived
    from (
      select followed_at as at, 'followed' as what from accounts.follow where account_id = ${id}
      union all select ended_at, 'unfollowed' from accounts.follow where account_id = ${id} and ended_at is not null
      union all select at, 'heard' from accounts.heard where account_id = ${id} and kind in ('message', 'menu', 'scan')
      union all select at, state from accounts.reply where account_id = ${id}
      union all select at, 'diverted' from accounts.diversion where from_account_id = ${id}
      union all select at, 'arrived' from accounts.diversion where from_account_id = ${id} and arrived_at is not null
    ) as all_of_it where ${within(range)} group by 1 order by 1
  `.execute(ctx.db);
  const days = [...new Set([...rows, ...told].map(({ day }) => day))].sort();
  const of = <Row extends { readonly day: string }>(all: readonly Row[], day: string) =>
    all.find((one) => one.day === day);
  return summed(
    noFollows,
    days.map((day) => ({ ...noFollows, ...of(rows, day), ...of(told, day), day })),
  );
}

type RuleFigures = {
  readonly asked: number;
  readonly people: number;
  readonly given: number;
  readonly refused: number;
  readonly repeated: number;
  readonly usedUp: number;
  readonly diverted: number;
  readonly arrived: number;
};
const noAsks: RuleFigures = {
  asked: 0,
  people: 0,
  given: 0,
  refused: 0,
  repeated: 0,
  usedUp: 0,
  diverted: 0,
  arrived: 0,
};

export async function figuresOfRule(ctx: Ctx, id: string, range: Days): Promise<ByDay<RuleFigures>> {
  const { rows } = await sql<RuleFigures & { day: string | null }>`
    select ${DAY} as day, count(*) filter (where what = 'asked')::int as asked, count(distinct who) filter (where what = 'asked')::int as people,
      count(*) filter (where outcome = 'given')::int as given, count(*) filter (where outcome = 'refused')::int as refused,
      count(*) filter (where outcome = 'repeated')::int as repeated, count(*) filter (where outcome = 'used_up')::int as used_up,
      count(*) filter (where what = 'diverted')::int as diverted, count(*) filter (where what = 'arrived')::int as arrived
    from (
      select at, 'asked' as what, outcome, account_id || ' ' || openid as who from accounts.heard where rule_id = ${id}
      union all select at, 'diverted', null, '' from accounts.diversion where rule_id = ${id}
      union all select at, 'arrived', null, '' from accounts.diversion where rule_id = ${id} and arrived_at is not null
    ) as all_of_it where ${within(range)} group by grouping sets ((1), ()) order by 1 nulls last
  `.execute(ctx.db);
  const whole = rows.find(({ day }) => day === null);
  const days = rows.flatMap(({ day, ...figures }) => (day === null ? [] : [{ day, figures }]));
  const { day: _, ...all } = whole ?? { day: null, ...noAsks };
  return { whole: all, days };
}

const within = ({ from, to }: Days) => sql`at >= ${dayStart(from)} and at < ${dayStart(addDays(to, 1))}`;

function summed<Figures extends Readonly<Record<string, number>>>(
  none: Figures,
  rows: readonly (Figures & { readonly day: string })[],
): ByDay<Figures> {
  const days = rows.map(({ day, ...figures }) => ({ day, figures: { ...none, ...figures } }));
  const keys = Object.keys(none);
  const whole = Object.fromEntries(
    keys.map((key) => [key, days.reduce((sum, { figures }) => sum + Number(figures[key] ?? 0), 0)]),
  );
  return { whole: { ...none, ...whole }, days };
}
