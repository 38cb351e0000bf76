import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { keepOurTags } from '../friends/our-tags.ts';
import { MEMBER_TAG_GROUP } from '../her-words.ts';

/** Of mark_tag five at once, whatever the quota says. Source: an answer of WeCom’s staff. */
const AT_ONCE = 5;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [1, 10, 60].map((minutes) => minutes * MINUTE_MS);

type Taken = {
  readonly friendId: string;
  readonly tag: string;
  readonly wanted: boolean;
  readonly userid: string;
  readonly externalUserid: string;
  readonly tries: number;
};

/** The corp's tags follow what staff did in the sidebar. Doing it twice changes nothing. */
export const carryMarks: Sweep = sweep({
  name: 'scrm.carry-marks',
  due: sql`(select min(due_at) from scrm.mark where due_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Taken>`
      with held as (
        select friend_id, tag from scrm.mark where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for no key update skip locked
      )
      update scrm.mark m set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = m.tries + 1
      from held, scrm.friend f
      where m.friend_id = held.friend_id and m.tag = held.tag and f.id = m.friend_id
      returning m.friend_id, m.tag, m.wanted, f.userid, f.external_userid, m.tries
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => carry(ctx, one)));
    return taken.length;
  },
});

async function carry(ctx: Ctx, { friendId, tag, wanted, userid, externalUserid, tries }: Taken): Promise<void> {
  // Another wish since then has set `tries` back and is carried out by itself.
  const done = async (dueAt: Date | null, trouble: string | null) =>
    sql`
      update scrm.mark set due_at = ${dueAt}, trouble = ${trouble}::jsonb
      where friend_id = ${friendId} and tag = ${tag} and wanted = ${wanted} and tries = ${tries}
    `.execute(ctx.db);
  try {
    const wecom = await wecomOf(ctx);
    const id = (await wecom.tagIds(MEMBER_TAG_GROUP, [tag])).get(tag);
    const ids = id === undefined ? [] : [id];
    const marks = { add: wanted ? ids : [], remove: wanted ? [] : ids };
    if (ids.length > 0) {
      await wecom.markTags({ userid, externalUserid, ...marks });
      await keepOurTags(ctx, friendId, marks);
    }
    await done(null, null);
  } catch (error) {
    const pause = PAUSES_MS[tries - 1];
    await done(pause === undefined ? null : new Date(ctx.now().getTime() + pause), JSON.stringify(saidOf(error)));
  }
}
