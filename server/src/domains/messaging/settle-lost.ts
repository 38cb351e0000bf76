import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { type Channel, channelNamed, type Outcome } from './channel.ts';
import { type Handed, type Settling, settle } from './settle.ts';

/** Longer than any answer takes: four tries of ten seconds each (wechat/http.ts, retry.ts) and the pauses between them. */
const SILENCE_MS = 3 * MINUTE_MS;

/**
 * A process died between hand-over and answer: whether the channel took the message nobody knows, so it is said so and
 * left; only a channel that takes the same message once is given it again. One that people are to send (`entrusted`) waits for them.
 */
export function settleLost(channels: readonly Channel[]) {
  return sweep({
    name: 'messaging.settle-lost',
    due: sql`(
      select min(handed_over_at) + ${sql.lit(SILENCE_MS)} * interval '1 millisecond'
      from messaging.outbound where state = 'handed_over' and foreign_id is null
    )`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const lost = await lockLost(ctx);
        for (const name of new Set(lost.map((message) => message.channel))) {
          const channel = channelNamed(channels, name) ?? gone(name);
          const mine = lost.filter((message) => message.channel === name);
          await settle(ctx, channel, mine, mine.map(outcomeFor(ctx, channel.repeatable ?? false)));
        }
        return lost.length;
      }),
  });
}

async function lockLost(ctx: Ctx): Promise<Handed[]> {
  const { rows } = await sql<Handed>`
    select id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label,
      kind, account, attempts, handed_over_at
    from messaging.outbound
    where state = 'handed_over' and foreign_id is null and handed_over_at <= ${new Date(ctx.now().getTime() - SILENCE_MS)}
    limit 500 for update skip locked
  `.execute(ctx.db);
  return rows;
}

/** A channel that this process does not know (any more). */
function gone(name: string): Settling & Pick<Channel, 'repeatable'> {
  return { name, cost: 0, limits: [] };
}

function outcomeFor(ctx: Ctx, repeatable: boolean) {
  const error = '发送过程中断，结果未知';
  return ({ id }: Handed): Outcome =>
    repeatable ? { id, state: 'later', error, at: ctx.now() } : { id, state: 'unknown', error };
}
