import { type RawBuilder, sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { wecomOf } from '../corp/corp.ts';
import { isOwn, keepPicture } from '../corp/own-picture.ts';
import { saidOf } from '../corp/said-of.ts';

const AT_ONCE = 5;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [0.5, 5, 30, 120].map((minutes) => minutes * MINUTE_MS);

type Taken = {
  readonly contactWayId: string;
  readonly userid: string;
  readonly wanted: boolean;
  readonly state: string;
  readonly configId: string | null;
  readonly picture: string | null;
  readonly tries: number;
  readonly name: string;
};

/** The code of each member of a contact way is made and its picture kept, and it is given back to the quota when it is wanted no more. */
export const makeWayCodes: Sweep = sweep({
  name: 'scrm.way-codes',
  due: sql`(select min(due_at) from scrm.way_staff where due_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Taken>`
      with held as (
        select contact_way_id, userid from scrm.way_staff where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for update skip locked
      )
      update scrm.way_staff w set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = w.tries + 1
      from held, scrm.contact_way c where w.contact_way_id = held.contact_way_id and w.userid = held.userid and c.id = w.contact_way_id
      returning w.contact_way_id, w.userid, w.wanted, w.state, w.config_id, w.picture, w.tries, c.name
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => settle(ctx, one)));
    return taken.length;
  },
});

async function settle(ctx: Ctx, taken: Taken): Promise<void> {
  const { contactWayId, userid, wanted, state, configId, picture, tries, name } = taken;
  const mine = sql`contact_way_id = ${contactWayId} and userid = ${userid} and tries = ${tries}`;
  try {
    const wecom = await wecomOf(ctx);
    if (wanted && configId === null) {
      const made = await wecom.addContactWay({ userid, state, remark: [...name].slice(0, 30).join('') });
      // Shown from WeCom's host until it is ours.
      await sql`
        update scrm.way_staff set config_id = ${made.configId}, picture = ${made.picture}, trouble = null where ${mine}
      `.execute(ctx.db);
      await keep(ctx, mine, made.picture);
    } else if (wanted && picture !== null && !isOwn(picture)) await keep(ctx, mine, picture);
    else {
      if (!wanted && configId !== null) await wecom.deleteContactWay(configId);
      await sql`
        update scrm.way_staff set due_at = null, trouble = null, config_id = case when wanted then config_id end,
          picture = case when wanted then picture end where ${mine}
      `.execute(ctx.db);
    }
  } catch (error) {
    ctx.log.warn({ err: error, contactWayId, userid }, 'a contact way was not made');
    const pause = PAUSES_MS[tries - 1];
    const again = pause === undefined ? null : new Date(ctx.now().getTime() + pause);
    await sql`
      update scrm.way_staff set due_at = ${again}, trouble = case when picture is null or not wanted then ${JSON.stringify(saidOf(error))}::jsonb end
      where ${mine}
    `.execute(ctx.db);
  }
}

async function keep(ctx: Ctx, mine: RawBuilder<unknown>, address: string): Promise<void> {
  const picture = await keepPicture(ctx, address);
  await sql`
    update scrm.way_staff set picture = ${picture}, due_at = null, trouble = null where ${mine} and picture = ${address}
  `.execute(ctx.db);
}
