import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { LONGEST_REMARK } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { TAG_GROUP } from '../her-words.ts';
import { keepOurTags } from './our-tags.ts';

/** Of mark_tag five at once, whatever the quota says. Source: an answer of WeCom’s staff. */
const AT_ONCE = 5;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [1, 10, 60].map((minutes) => minutes * MINUTE_MS);

type Taken = {
  readonly id: string;
  readonly userid: string;
  readonly externalUserid: string;
  readonly name: string;
  readonly tries: number;
  /** What it is to be, behind her name, and what it is. */
  readonly remark: string | null;
  readonly remarked: string | null;
  readonly tags: readonly string[] | null;
};

/** Remark and corp tags of a contact way: set beside whoever came by it, after her welcome. Doing it twice changes nothing. */
export const markFriends: Sweep = sweep({
  name: 'scrm.mark-friends',
  due: sql`(select min(due_at) from scrm.friend where due_at is not null)`,
  async run(ctx) {
    const { rows: taken } = await sql<Taken>`
      with held as (select id from scrm.friend where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for update skip locked)
      update scrm.friend f set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = f.tries + 1
      from held, scrm.contact_way w, scrm.customer c
      where f.id = held.id and w.id = f.contact_way_id and c.external_userid = f.external_userid
      returning f.id, f.userid, f.external_userid, c.name, f.tries, f.remark as remarked, w.values->>'remark' as remark, w.values->'tags' as tags
    `.execute(ctx.db);
    await Promise.all(taken.map(async (one) => mark(ctx, one)));
    return taken.length;
  },
});

async function mark(ctx: Ctx, taken: Taken): Promise<void> {
  const { id, userid, externalUserid, name, tries, remark, remarked, tags } = taken;
  const done = async (dueAt: Date | null, trouble: string | null) =>
    sql`update scrm.friend set due_at = ${dueAt}, trouble = ${trouble}::jsonb where id = ${id} and tries = ${tries}`.execute(
      ctx.db,
    );
  try {
    const wecom = await wecomOf(ctx);
    // WeCom calls back nothing of what is done through its API: it is kept here at once. What a member called her herself stays.
    if (remark !== null && (remarked === null || remarked === '' || remarked === name)) {
      const set = await wecom.remark({ userid, externalUserid, remark: behind(name, remark) });
      await sql`update scrm.friend set remark = ${set} where id = ${id}`.execute(ctx.db);
    }
    if (tags !== null && tags.length > 0) {
      const ids = await wecom.tagIds(TAG_GROUP, tags);
      const add = tags.flatMap((tag) => ids.get(tag) ?? []);
      await wecom.markTags({ userid, externalUserid, add });
      await keepOurTags(ctx, id, { add });
    }
    await done(null, null);
  } catch (error) {
    const pause = PAUSES_MS[tries - 1];
    await done(pause === undefined ? null : new Date(ctx.now().getTime() + pause), JSON.stringify(saidOf(error)));
  }
}

/** Of a long name the end gives way: whoever comes by a code is found by what stands behind it. */
export function behind(name: string, remark: string): string {
  const room = LONGEST_REMARK - [...remark].length - 1;
  return `${[...name].slice(0, room).join('')}-${remark}`;
}
