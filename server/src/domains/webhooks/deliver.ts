import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type Answer, send } from './send.ts';

/** At once, and of these for one system, so that one which does not answer holds up no other. */
const [MOST, MOST_OF_ONE] = [24, 6];
/** Longer than any try takes: whoever has not written down an answer by then is dead. */
const LEASE_MS = 2 * MINUTE_MS;
/** Pauses after the first, second … try; after the last of them there is no other. Over nine hours in all. */
const PAUSES_MS = [1, 5, 30, 120, 420].map((minutes) => minutes * MINUTE_MS);
const MOST_ATTEMPTS = PAUSES_MS.length + 1;
/** Answers that say „later“; any other 4xx stays what it is however often one asks. */
const LATER = [408, 425, 429];

type Taken = {
  readonly no: number;
  readonly id: string;
  readonly url: string;
  readonly secretSealed: string;
  readonly webhookId: string;
  readonly event: string;
  readonly body: unknown;
  readonly attempts: number;
};

/**
 * What is due is taken under a lease, sent with no transaction open, and what came of it written down by whoever still holds
 * it. A try that was cut off may have arrived: it is made again under the same id.
 */
export const deliver: Sweep = sweep({
  name: 'webhooks.deliver',
  due: sql`(
    select min(d.next_at) from webhooks.webhook w cross join lateral (
      select next_at from webhooks.delivery where webhook_id = w.id and state in ('waiting', 'sending') order by next_at limit 1
    ) as d where w.active
  )`,
  async run(ctx) {
    const taken = await take(ctx);
    await Promise.all(taken.map(async (one) => settle(ctx, one, await attempt(ctx, one))));
    return taken.length;
  },
});

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const lease = new Date(ctx.now().getTime() + LEASE_MS);
  const { rows } = await sql<Taken>`
    with held as (
      select d.no from webhooks.webhook w cross join lateral (
        select no, next_at from webhooks.delivery
        where webhook_id = w.id and state in ('waiting', 'sending') and next_at <= ${ctx.now()}
        order by next_at, no limit ${MOST_OF_ONE} for update skip locked
      ) as d
      where w.active order by d.next_at, d.no limit ${MOST}
    )
    update webhooks.delivery d set
      state = case when d.attempts >= ${MOST_ATTEMPTS} then 'failed' else 'sending' end,
      fault = case when d.attempts >= ${MOST_ATTEMPTS} then 'interrupted' else d.fault end,
      next_at = case when d.attempts >= ${MOST_ATTEMPTS} then null else ${lease}::timestamptz end,
      attempts = least(d.attempts + 1, ${MOST_ATTEMPTS})
    from held, webhooks.webhook w where d.no = held.no and w.id = d.webhook_id
    returning d.no, d.id, w.url, w.secret_sealed, d.webhook_id, d.event, d.body, d.attempts
  `.execute(ctx.db);
  return rows;
}

async function attempt(ctx: Ctx, { id, url, secretSealed, webhookId, event, body, attempts }: Taken): Promise<Answer> {
  const secret = ctx.crypto.decrypt(secretSealed, `webhook:${webhookId}`);
  const at = Math.floor(ctx.now().getTime() / 1000);
  const letter = { id, url, secret, event, attempt: attempts, body: JSON.stringify(body), at };
  return send(letter, ctx.config.webhooksMayReachPrivate);
}

/** Nobody else has taken it meanwhile, or what came of it is not ours to say. */
async function settle(ctx: Ctx, { no, attempts }: Taken, { status, fault }: Answer): Promise<void> {
  const pause = PAUSES_MS[attempts - 1];
  const again = fault !== null && pause !== undefined && isWorthAnother(status, fault);
  const state = fault === null ? 'delivered' : again ? 'waiting' : 'failed';
  const nextAt = again ? new Date(ctx.now().getTime() + pause) : null;
  await sql`
    update webhooks.delivery set state = ${state}, status = ${status}, fault = ${fault}, next_at = ${nextAt}, answered_at = ${ctx.now()}
    where no = ${no} and state = 'sending' and attempts = ${attempts}
  `.execute(ctx.db);
}

function isWorthAnother(status: number | null, fault: Answer['fault']): boolean {
  if (fault === 'redirected' || fault === 'private_address') return false;
  return status === null || status >= 500 || LATER.includes(status);
}
