import type { RouteOut } from '@huoshui/contracts/contract';
import type { messagingContract } from '@huoshui/contracts/messaging';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { nameOfApp } from './app-name.ts';
import type { Wanted } from './asks.ts';
import type { Channel } from './channel.ts';
import { consentGiven, consentRefused } from './events.ts';
import { BUILT_IN } from './template.ts';
import { needsToken } from './tokens.ts';

type Stock = RouteOut<(typeof messagingContract)['GET /api/admin/consent-stock']>;

/** What is counted of the past, and what the forecast takes for the days to come: four whole weeks. */
const DAYS = 28;
/** Standard errors of an interval that is right 95 times of a hundred. */
const Z = 1.96;

/**
 * What members still allow of each template, what came in and what was wanted in the last four weeks, and how long it lasts if
 * the next are like them.
 */
export async function consentStock(ctx: Ctx, channels: readonly Channel[], wanted: Wanted): Promise<Stock> {
  const since = new Date(ctx.now().getTime() - DAYS * DAY_MS);
  const sends = await wanted(ctx);
  const answered = await countAnswers(ctx, since);
  const items: Stock['items'] = [];
  for (const { name, words, idsToAsk } of channels.filter((one) => needsToken(one) && one.idsToAsk)) {
    if (!idsToAsk) continue;
    const [left, went] = [await countLeft(ctx, name), await countWanted(ctx, name, since)];
    for (const { key, name: title, ask } of BUILT_IN) {
      const stock = left.filter((row) => row.templateKey === key);
      const { given, refused } = answered.get(key) ?? { given: 0, refused: 0 };
      const { wanted, reached } = went.get(key) ?? { wanted: 0, reached: 0 };
      const by = sends.filter(({ template, channel }) => template === key && channel === name).map((one) => one.by);
      if (ask === null && stock.length === 0 && wanted === 0) continue;
      const inStock = stock.reduce((sum, row) => sum + row.remaining, 0);
      items.push({
        channel: name,
        channelWords: words,
        templateKey: key,
        title,
        moments: [...(ask?.at ?? [])],
        by: [...new Set(by)],
        persons: stock.reduce((sum, row) => sum + row.persons, 0),
        left: inStock,
        apps: stock.map(({ app, remaining }) => ({ app: nameOfApp(ctx, app), left: remaining })),
        given,
        refused,
        wanted,
        reached,
        coverage: wanted === 0 ? null : share(reached, wanted),
        lasts: lasting({ left: inStock, given, wanted }),
      });
    }
  }
  return { days: DAYS, items };
}

/** Wilson's interval of a share: right for small numbers, and never beyond 0 and 1. */
export function share(part: number, whole: number) {
  const p = part / whole;
  const scale = 1 + Z ** 2 / whole;
  const middle = (p + Z ** 2 / (2 * whole)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / whole + Z ** 2 / (4 * whole ** 2));
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Days until nothing is left, were the next four weeks like the last: each day `wanted ⁄ 28` go and `given ⁄ 28` come. Both
 * are counts, so their difference has the standard error √(wanted + given) ⁄ 28. `high` null: it may well last for ever. As
 * a whole null: more comes than goes even at worst, or nothing goes.
 */
export function lasting({ left, given, wanted }: { left: number; given: number; wanted: number }) {
  const error = (Z * Math.sqrt(wanted + given)) / DAYS;
  const [least, most] = [(wanted - given) / DAYS - error, (wanted - given) / DAYS + error];
  if (wanted === 0 || most <= 0) return null;
  return { low: Math.floor(left / most), high: least > 0 ? Math.ceil(left / least) : null };
}

async function countLeft(ctx: Ctx, channel: string) {
  const { rows } = await sql<{ templateKey: string; app: string; persons: number; remaining: number }>`
    select template_key, app, count(*)::int as persons, sum(remaining)::int as remaining from messaging.consent
    where channel = ${channel} and remaining > 0 group by 1, 2 order by 1, 2
  `.execute(ctx.db);
  return rows;
}

/** Messages that wanted to go this way, and those that did; held out or no longer wanted for another reason are neither. */
async function countWanted(ctx: Ctx, channel: string, since: Date) {
  const { rows } = await sql<{ key: string; wanted: number; reached: number }>`
    select template_key as key,
      count(*) filter (where channel = ${channel} and handed_over_at is not null)::int as reached,
      count(*)::int as wanted
    from messaging.outbound
    where created_at >= ${since} and ${channel} = any(channels)
      and (handed_over_at is not null or state = 'accepted' or reason in ('no_consent', 'refused'))
    group by 1
  `.execute(ctx.db);
  return new Map(rows.map(({ key, ...counts }) => [key, counts]));
}

async function countAnswers(ctx: Ctx, since: Date) {
  const rows = await runQuery<{ key: string; given: number; refused: number }>(
    ctx,
    piece`SELECT arrayJoin(JSONExtract(props, 'templateKeys', 'Array(String)')) AS key,
        countIf(name = ${bound('String', consentGiven.type)}) AS given,
        countIf(name = ${bound('String', consentRefused.type)}) AS refused
      FROM history_once AS events
      WHERE name IN (${bound('String', consentGiven.type)}, ${bound('String', consentRefused.type)})
        AND ts >= ${bound(INSTANT, since)}
      GROUP BY key`,
  );
  return new Map(rows.map(({ key, given, refused }) => [key, { given: Number(given), refused: Number(refused) }]));
}
