import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { type Range, readRange } from '../../../platform/event-store/range.ts';
import { getSetting } from '../../../platform/settings.ts';
import { purchases } from '../../analytics/index.ts';
import { sidebarSetting } from '../sidebar/settings.ts';

// What staff brought: an order counts for who of them sent the buyer something last, within the days that the sidebar's settings say. One order, one
// member of staff: what all brought adds up. Nobody has anything by being opened or tapped.

type Asked = { readonly from: string; readonly to: string };

export type StaffFigures = {
  readonly userid: string;
  readonly name: string;
  readonly added: number;
  readonly sent: number;
  readonly people: number;
  readonly done: number;
  readonly putOff: number;
  readonly buyers: number;
  readonly orders: number;
  readonly gmv: number;
  readonly spent: number;
};

const within = ({ start, until }: Range): Piece =>
  piece`ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, until)}`;

/** What staff sent in these days, and in those before them whose orders may fall into them. */
const sends = ({ start, until }: Range, days: number): Piece => piece`
  SELECT person_no, ts, JSONExtractString(props, 'userid') AS userid FROM history_once AS events
  WHERE name = 'staff.sent' AND source != 'sdk' AND person_no > 0
    AND ts >= ${bound(INSTANT, new Date(start.getTime() - days * DAY_MS))} AND ts < ${bound(INSTANT, until)}`;

/** A row an order of these days, with who of staff sent the buyer something last before it. */
const brought = (range: Range, days: number): Piece => piece`
  SELECT o.person_no AS person_no, o.order_id AS order_id, o.amount AS amount, o.spent AS spent, o.counts AS counts, s.userid AS userid FROM (
    SELECT person_no, order_id, paid_at, amount, spent, counts FROM (${purchases(range.known, { since: range.start })})
    WHERE paid_at < ${bound(INSTANT, range.until)}
  ) AS o ASOF INNER JOIN (${sends(range, days)}) AS s ON o.person_no = s.person_no AND o.paid_at >= s.ts
  WHERE o.paid_at < s.ts + INTERVAL ${days} DAY`;

/** By member of staff, who brought most standing first. */
export async function figuresOfStaff(ctx: Ctx, asked: Asked): Promise<readonly StaffFigures[]> {
  const range = readRange(ctx, asked);
  const { orderWithinDays } = await getSetting(ctx, sidebarSetting);
  const [deeds, orders] = await Promise.all([
    runQuery<Omit<StaffFigures, 'name' | 'buyers' | 'orders' | 'gmv' | 'spent'>>(
      ctx,
      piece`SELECT if(name IN ('todo.done', 'todo.put_off'), JSONExtractString(props, 'by'), JSONExtractString(props, 'userid')) AS userid,
          toInt64(countIf(name = 'friend.added')) AS added, toInt64(countIf(name = 'staff.sent')) AS sent,
          toInt64(uniqExactIf(JSONExtractString(props, 'externalUserid'), name = 'staff.sent')) AS people,
          toInt64(countIf(name = 'todo.done')) AS done, toInt64(countIf(name = 'todo.put_off')) AS putOff
        FROM history_once AS events
        WHERE name IN ('friend.added', 'staff.sent', 'todo.done', 'todo.put_off') AND source != 'sdk' AND ${within(range)} GROUP BY userid`,
    ),
    runQuery<Pick<StaffFigures, 'userid' | 'buyers' | 'gmv'> & { readonly count: number; readonly net: number }>(
      ctx,
      piece`SELECT userid, toInt64(uniqExactIf(person_no, counts)) AS buyers, toInt64(countIf(counts)) AS count, toInt64(sum(amount)) AS gmv, toInt64(sum(spent)) AS net
        FROM (${brought(range, orderWithinDays)}) GROUP BY userid`,
    ),
  ]);
  const userids = [...new Set([...deeds, ...orders].map(({ userid }) => userid))];
  const names = await ctx.names(
    ctx,
    userids.map((id) => ({ of: 'wecom_staff' as const, id })),
  );
  const didOf = new Map(deeds.map((one) => [one.userid, one]));
  const broughtBy = new Map(orders.map((one) => [one.userid, one]));
  const figures = userids.flatMap((userid): StaffFigures[] => {
    // Of to-dos, colleagues of the console do some.
    const name = names('wecom_staff', userid)?.zh;
    if (name === undefined) return [];
    const [did, sold] = [didOf.get(userid), broughtBy.get(userid)];
    const number = (value: number | undefined) => Number(value ?? 0);
    return [
      {
        ...{ userid, name, added: number(did?.added), sent: number(did?.sent), people: number(did?.people) },
        ...{ done: number(did?.done), putOff: number(did?.putOff) },
        ...{ buyers: number(sold?.buyers), orders: number(sold?.count) },
        ...{ gmv: number(sold?.gmv), spent: number(sold?.net) },
      },
    ];
  });
  return figures.toSorted((a, b) => b.spent - a.spent || b.orders - a.orders || b.sent - a.sent);
}

/** Who bought after this member of staff had sent them something last. */
export async function buyersOf(ctx: Ctx, asked: Asked, userid: string): Promise<PersonSet> {
  const { orderWithinDays } = await getSetting(ctx, sidebarSetting);
  const rows = brought(readRange(ctx, asked), orderWithinDays);
  return personsOfQuery(piece`SELECT person_no FROM (${rows}) WHERE counts AND userid = ${bound('String', userid)}`);
}
