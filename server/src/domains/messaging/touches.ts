import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import { readSaid } from '../../platform/said.ts';
import type { KeptTouches, Touches, TouchWindow } from '../../platform/touches.ts';
import type { Channel } from './channel.ts';
import { BUILT_IN } from './template.ts';

/** What a service message is told as: a notice of what she did herself, whichever order it is about. */
const NOTICE = 'notice';

/** Messages, each by the channel that took it: the send log knows them all, with what each cost in the end. */
export function messageTouches(channels: readonly Channel[]): Touches {
  return {
    channels: channels.map(({ name, words: called, arrived }) => ({
      name,
      words: called,
      tells: { arrival: arrived !== undefined, opening: true },
    })),
    sources: [
      { name: NOTICE, words: words('订单等通知', 'Notices of orders and such'), isNotice: true },
      // Whoever was given a coupon by hand is told of it by a message of its own.
      { name: 'coupon', words: words('送券提醒', 'Told of a coupon'), gives: ['batch', 'operator'] },
      { name: 'check_in', words: words('签到提醒', 'Check-in reminder'), gives: [] },
    ],
    told: { reached, opened },
    kept: async (ctx, window, things) => countMessages(ctx, channels, window, things),
  };
}

const asked = (): Piece => {
  const services = BUILT_IN.filter(({ kind }) => kind === 'service').map(({ key }) => bound('String', key));
  return piece`if(JSONExtractString(props, 'templateKey') IN (${joinPieces(services, ', ')}), '${NOTICE}', JSONExtractString(props, 'because', 'kind'))`;
};

const toldOf = (name: string, within: Piece, which: Piece): Piece => piece`
SELECT person_no, ts, event_key, JSONExtractString(props, 'channel') AS channel, ${asked()} AS asked,
  JSONExtractString(props, 'because', 'id') AS cause, JSONExtractRaw(props, 'because', 'label') AS label
FROM history_once AS events WHERE name = '${name}' AND source != 'sdk' AND ${within} AND ${which}`;

/** What was taken and did not arrive after all reached nobody. */
function reached(within: Piece): Piece {
  const missed = piece`SELECT JSONExtractString(props, 'outboundId'), JSONExtractString(props, 'channel') FROM history AS events
    WHERE source != 'sdk' AND (name = 'message.failed' OR (name = 'message.deferred' AND JSONExtractString(props, 'reason') = 'channel_refused'))`;
  return toldOf(
    'message.sent',
    within,
    piece`(JSONExtractString(props, 'outboundId'), JSONExtractString(props, 'channel')) NOT IN (${missed})`,
  );
}

const opened = (within: Piece): Piece => toldOf('message.opened', within, piece`1`);

type Row = Omit<KeptTouches, 'label'> & { readonly said: string };

/** Messages asked for in this time, by whom the book says asked. */
async function countMessages(
  ctx: Ctx,
  channels: readonly Channel[],
  { from, until }: TouchWindow,
  things: readonly string[],
): Promise<readonly KeptTouches[]> {
  const arrivals = channels.flatMap(({ name, arrived }) =>
    arrived === undefined ? [] : [sql`when o.channel = ${name} then ${arrived}`],
  );
  const arrived = arrivals.length === 0 ? sql`false` : sql`case ${sql.join(arrivals, sql` `)} else false end`;
  const { rows } = await sql<Row>`
    select to_char(o.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, o.channel,
      case when o.kind = 'service' then ${NOTICE} else o.cause_kind end as asked,
      case when o.kind <> 'service' and o.cause_kind = any(${[...things]}::text[]) then o.cause_id else '' end as cause, max(o.cause_label) as said,
      count(*) filter (where o.reason is distinct from 'holdout')::int as planned, count(*) filter (where o.state = 'accepted')::int as sent,
      count(*) filter (where o.state = 'accepted' and ${arrived})::int as delivered,
      count(*) filter (where o.state = 'accepted' and o.opened_at is not null)::int as opened,
      count(*) filter (where o.reason = 'holdout')::int as held_out, sum(o.cost)::bigint as cost
    from messaging.outbound o where o.created_at >= ${from} and o.created_at < ${until} group by 1, 2, 3, 4
  `.execute(ctx.db);
  return rows.map(({ said, ...row }) => ({ ...row, label: readSaid(said) }));
}
