import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { friendAdded } from '../../scrm/events.ts';

/** Whoever comes within so many days was sent there. Taste. */
export const ARRIVES_WITHIN_DAYS = 7;

type Diversion = {
  readonly callbackId: string;
  readonly ruleId: string;
  readonly fromAccountId: string;
  readonly openid: string;
  readonly unionid: string | null;
  readonly personNo: number | null;
  readonly kind: 'account' | 'contact_way' | 'page' | 'quiz';
  readonly toId: string;
};

export async function keepDiversion(ctx: Ctx, diversion: Diversion, at: Date): Promise<void> {
  const { callbackId, ruleId, fromAccountId, openid, unionid, personNo, kind, toId } = diversion;
  await sql`
    insert into accounts.diversion (callback_id, rule_id, from_account_id, openid, unionid, person_no, kind, to_id, at)
    values (${callbackId}, ${ruleId}, ${fromAccountId}, ${openid}, ${unionid}, ${personNo}, ${kind}, ${toId}, ${at})
    on conflict (callback_id) do nothing
  `.execute(ctx.db);
}

type Arrival = {
  readonly kind: Diversion['kind'];
  readonly toId: string;
  readonly unionid: string | null;
  readonly personNo: number | null;
  readonly at: Date;
};

/** She is where somebody sent her: of those who did lately the last, once. */
export async function noteArrival(ctx: Ctx, { kind, toId, unionid, personNo, at }: Arrival): Promise<void> {
  const since = new Date(at.getTime() - ARRIVES_WITHIN_DAYS * DAY_MS);
  await sql`
    update accounts.diversion set arrived_at = ${at} where callback_id = (
      select callback_id from accounts.diversion
      where to_id = ${toId} and kind = ${kind} and arrived_at is null and at >= ${since}
        and at <= ${new Date(at.getTime() + 1000)} and (unionid = ${unionid} or person_no = ${personNo})
      order by at desc limit 1
    )
  `.execute(ctx.db);
}

/** A member of staff was added by the contact way that an account had sent her to. */
export const onFriendAdded: Listener = listener({
  name: 'accounts.on-friend-added',
  on: [friendAdded],
  async handle(ctx, facts) {
    for (const told of facts) {
      const added = payloadOf(friendAdded, told);
      if (added === null || added.contactWayId === '' || told.personNo === null) continue;
      const { personNo, occurredAt: at } = told;
      await noteArrival(ctx, { kind: 'contact_way', toId: added.contactWayId, unionid: null, personNo, at });
    }
  },
});
