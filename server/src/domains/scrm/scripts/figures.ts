import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { getSetting } from '../../../platform/settings.ts';
import { purchases } from '../../analytics/index.ts';
import { sidebarSetting } from '../sidebar/settings.ts';

export type ScriptFigures = {
  readonly sent: number;
  readonly people: number;
  readonly ordered: number;
  readonly gmv: number;
  readonly spent: number;
};

const NONE: ScriptFigures = { sent: 0, people: 0, ordered: 0, gmv: 0, spent: 0 };
const FIGURE_DAYS = 90;

/**
 * Of each of these scripts in the last ninety days: how often it was sent, to how many, how many of them ordered within the days that count, and for how
 * much. An order counts once for a script, however often that was sent before it.
 */
export async function figuresOfScripts(ctx: Ctx, ids: readonly string[]): Promise<(id: string) => ScriptFigures> {
  if (ids.length === 0) return () => NONE;
  const { orderWithinDays } = await getSetting(ctx, sidebarSetting);
  const now = ctx.now();
  const since = new Date(now.getTime() - FIGURE_DAYS * DAY_MS);
  const sends: Piece = piece`
    SELECT JSONExtractString(props, 'of') AS script, person_no, JSONExtractString(props, 'externalUserid') AS customer, ts
    FROM history_once AS events
    WHERE name = 'staff.sent' AND source != 'sdk' AND JSONExtractString(props, 'kind') = 'script'
      AND JSONExtractString(props, 'of') IN (${bound('Array(String)', ids)})
      AND ts >= ${bound(INSTANT, since)}`;
  const [used, brought] = await Promise.all([
    runQuery<{ script: string; sent: number; people: number }>(
      ctx,
      piece`SELECT script, toInt64(count()) AS sent, toInt64(uniqExact(customer)) AS people FROM (${sends}) GROUP BY script`,
    ),
    runQuery<{ script: string; ordered: number; gmv: number; net: number }>(
      ctx,
      piece`SELECT script, toInt64(uniqExactIf(person_no, counts)) AS ordered, toInt64(sum(amount)) AS gmv, toInt64(sum(net)) AS net FROM (
        SELECT s.script AS script, o.person_no AS person_no, o.order_id AS order_id, any(o.amount) AS amount, any(o.spent) AS net, any(o.counts) AS counts
        FROM (${purchases(now, { since })}) AS o INNER JOIN (${sends}) AS s ON o.person_no = s.person_no
        WHERE o.paid_at >= s.ts AND o.paid_at < s.ts + INTERVAL ${orderWithinDays} DAY
        GROUP BY script, person_no, order_id
      ) GROUP BY script`,
    ),
  ]);
  const uses = new Map(
    used.map(({ script, sent, people }) => [script, { sent: Number(sent), people: Number(people) }]),
  );
  const orders = new Map(
    brought.map(({ script, ordered, gmv, net }) => [
      script,
      { ordered: Number(ordered), gmv: Number(gmv), spent: Number(net) },
    ]),
  );
  return (id) => ({ ...NONE, ...uses.get(id), ...orders.get(id) });
}
