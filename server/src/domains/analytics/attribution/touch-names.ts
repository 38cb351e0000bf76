import { bothOf, type Said, type Words, words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { DIRECT, sayArrival } from '../arrivals.ts';
import type { Asked } from './credited.ts';

/** What touches are called: a journey, a message, a coupon by the name it was last told of by. */
export async function namesOfTouches(
  ctx: StoreCtx,
  { range, window }: Pick<Asked, 'range' | 'window'>,
  keys: readonly string[],
  /** What marks stand for. */
  own: ReadonlyMap<string, Words>,
): Promise<(key: string) => Words> {
  const within = piece`ts >= ${bound(INSTANT, new Date(range.start.getTime() - (window + 1) * DAY_MS))} AND ts < ${bound(INSTANT, range.known)}`;
  const asked = keys.filter((key) => /^(journey|message|coupon):/.test(key));
  const rows =
    asked.length === 0
      ? []
      : await runQuery<{ key: string; told: string }>(
          ctx,
          piece`SELECT key, argMax(label, ts) AS told FROM (
            SELECT ts, toString(touch) AS key, if(startsWith(key, 'journey:'), JSONExtractRaw(props, 'because', 'label'), JSONExtractRaw(props, 'title')) AS label
            FROM history AS events WHERE name = 'message.opened' AND source != 'sdk' AND ${within}
            UNION ALL
            SELECT ts, toString(touch) AS key, JSONExtractRaw(props, 'name') AS label
            FROM history AS events WHERE name = 'coupon.used' AND source != 'sdk' AND ${within}
          ) WHERE key IN ${bound('Array(String)', asked)} GROUP BY key`,
        );
  const named = new Map(rows.map(({ key, told }) => [key, readSaid(told)]));
  return (key) => {
    if (key === DIRECT) return words('没有触点', 'No touch');
    return (
      own.get(key) ?? named.get(key) ?? (/^(journey|message|coupon):/.test(key) ? words(key, key) : sayArrival(key))
    );
  };
}

/** A name as it was told: plain text, or a pair. */
function readSaid(json: string): Words {
  const said: unknown = json === '' ? '' : JSON.parse(json);
  return isSaid(said) ? bothOf(said) : words('', '');
}

function isSaid(said: unknown): said is Said {
  if (typeof said === 'string') return true;
  return typeof said === 'object' && said !== null && 'zh' in said && 'en' in said;
}
