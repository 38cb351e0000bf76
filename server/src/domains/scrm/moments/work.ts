import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { againAt, isForGood } from '../corp/again.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { followMoment } from './follow.ts';
import { askForMoment, askJob, endUnmade, failMoment, lookForMoment } from './make.ts';
import type { PicturesOf } from './pictures.ts';
import type { Taken } from './queries.ts';

const AT_ONCE = 3;
/** Longer than the slowest takes: a hundred members with a page each. */
const LEASE_MS = 5 * MINUTE_MS;

/** Moments: made at WeCom, followed while people answer them, and stopped in the end. */
export function momentWork(pictures: PicturesOf): Sweep {
  return sweep({
    name: 'scrm.moments',
    due: sql`(select min(due_at) from scrm.moment where due_at is not null)`,
    async run(ctx) {
      const { rows } = await sql<Taken>`
        with held as (select id from scrm.moment where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for no key update skip locked)
        update scrm.moment m set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = m.tries + 1 from held where m.id = held.id
        returning m.id, m.no, m.name, m.values, m.tag_ids, m.state, m.asked_at, m.last_asked_at, m.job_id, m.moment_id, m.made_at, m.stop_at,
          m.follow_until, m.cancelled_at, m.tries
      `.execute(ctx.db);
      await Promise.all(rows.map(async (moment) => work(ctx, pictures, moment)));
      return rows.length;
    },
  });
}

async function work(ctx: Ctx, pictures: PicturesOf, moment: Taken): Promise<void> {
  const { id, state, momentId, jobId, askedAt, tries } = moment;
  try {
    if (momentId === null && jobId === null && askedAt === null && state === 'stopped')
      return await endUnmade(ctx, moment);
    const wecom = await wecomOf(ctx);
    if (momentId !== null) await followMoment(ctx, wecom, moment, momentId);
    else if (jobId !== null) await askJob(ctx, wecom, pictures, moment, jobId);
    else if (askedAt === null) await askForMoment(ctx, wecom, pictures, moment);
    else await lookForMoment(ctx, wecom, pictures, moment);
  } catch (error) {
    ctx.log.warn({ err: error, moment: id }, 'a moment waits');
    if (momentId === null && isForGood(error)) return failMoment(ctx, id, saidOf(error));
    await sql`
      update scrm.moment set trouble = ${JSON.stringify(saidOf(error))}::jsonb, due_at = ${againAt(tries, ctx.now())} where id = ${id}
    `.execute(ctx.db);
  }
}
