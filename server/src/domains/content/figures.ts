import type { contentContract } from '@huoshui/contracts/content';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type Range, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from '../analytics/index.ts';
import { mustFind } from './article.ts';

type Told = RouteOut<(typeof contentContract)['GET /api/admin/articles/:id/figures']>;
type Figures = Told['whole'];
type Days = { readonly from: string; readonly to: string };
type Orders = Pick<Figures, 'orders' | 'buyers' | 'sales'>;
type Acts = Omit<Figures, keyof Orders>;
type ByDay<Row> = Row & { readonly day: string };

/** An order counts for an article that its buyer read so many days before at most. Taste: a recipe is cooked within the week. */
const WITHIN_DAYS = 7;
const NOTHING: Figures = { reads: 0, readers: 0, opened: 0, openers: 0, orders: 0, buyers: 0, sales: 0 };

/**
 * Of those who read it on these days: how many, which of its goods they opened, and what they paid for within seven days of reading, less what went
 * back. An order counts once, by the last reading before it; an order that was given back whole is none. Throws `content.not_found`.
 */
export async function figuresOf(ctx: Ctx, id: string, days: Days): Promise<Told> {
  await mustFind(ctx, id);
  const range = readRange(ctx, days);
  const [acts, orders] = [told(range, id), ordered(range, id)];
  const day = daySql('ts');
  const [wholeActs, dayActs, wholeOrders, dayOrders] = await Promise.all([
    runQuery<Acts>(ctx, piece`SELECT ${ACTS} FROM (${acts})`),
    runQuery<ByDay<Acts>>(ctx, piece`SELECT toString(${day}) AS day, ${ACTS} FROM (${acts}) GROUP BY day ORDER BY day`),
    runQuery<Orders>(ctx, piece`SELECT ${ORDERS} FROM (${orders})`),
    runQuery<ByDay<Orders>>(ctx, piece`SELECT toString(${day}) AS day, ${ORDERS} FROM (${orders}) GROUP BY day`),
  ]);
  const ofDay = new Map(dayOrders.map((row) => [row.day, row]));
  return {
    withinDays: WITHIN_DAYS,
    whole: numbers({ ...NOTHING, ...wholeActs[0], ...wholeOrders[0] }),
    days: dayActs.map(({ day, ...row }) => ({ day, figures: numbers({ ...NOTHING, ...row, ...ofDay.get(day) }) })),
  };
}

const ACTS = `countIf(name = 'article_read') AS reads, uniqExactIf(person_no, name = 'article_read') AS readers,
  countIf(name = 'click') AS opened, uniqExactIf(person_no, name = 'click') AS openers`;
const ORDERS = 'count() AS orders, uniqExact(person_no) AS buyers, sum(spent) AS sales';

/** As phones tell it: that it was read, and taps on goods in it. */
function told({ start, until }: Range, id: string): Piece {
  return piece`SELECT name, person_no, ts FROM history_once AS events
    WHERE source = 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, until)}
      AND (name = 'article_read' OR name = 'click' AND JSONExtractString(props, 'target') = 'product')
      AND JSONExtractString(props, 'article') = ${bound('String', id)}`;
}

/** A row an order, with the reading that it counts for. */
function ordered(range: Range, id: string): Piece {
  const reads = piece`SELECT person_no, ts FROM (${told(range, id)}) WHERE name = 'article_read'`;
  return piece`SELECT o.person_no AS person_no, o.spent AS spent, r.ts AS ts
    FROM (SELECT person_no, paid_at, spent FROM (${purchases(range.known, { since: range.start })}) WHERE counts) AS o
    ASOF INNER JOIN (${reads}) AS r ON o.person_no = r.person_no AND o.paid_at >= r.ts
    WHERE o.paid_at < r.ts + INTERVAL ${WITHIN_DAYS} DAY`;
}

function numbers({ reads, readers, opened, openers, orders, buyers, sales }: Figures): Figures {
  return {
    ...{ reads: Number(reads), readers: Number(readers), opened: Number(opened), openers: Number(openers) },
    ...{ orders: Number(orders), buyers: Number(buyers), sales: Number(sales) },
  };
}
