import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { compareSets, type Difference } from './difference.ts';
import { readHeld } from './held.ts';
import { writeVersion } from './queries.ts';
import { nextLook } from './segment.ts';
import type { SegmentRow } from './tables.ts';
import { tellOfDifference } from './tell.ts';

/** A look that was cut off is begun anew after this; longer than the store lets any question take. */
const LEASE_MS = 10 * 60_000;

/** Whether somebody acts on who enters or leaves: then each is told by herself, else by hundreds. Handed in at `domains.ts`. */
export type IsHeard = (ctx: Ctx, segmentId: string) => Promise<boolean>;

/**
 * Looks at the segments that are due, one at a time and off everybody's path; no transaction is open meanwhile. One that asks for others is
 * looked at after them. Whoever takes one writes its claim into the row, and only the holder of that claim may say what was found.
 */
export const refreshSegments = (kit: ConditionKit, isHeard: IsHeard = async () => true): Sweep =>
  sweep({
    name: 'audiences.refresh-segments',
    due: sql`(select min(due_at) from audiences.segment)`,
    run: async (ctx, { catchUp }) => {
      const claimed = await claimNext(ctx);
      if (!claimed) return 0;
      try {
        await catchUp();
        await lookAtSegment(ctx, kit, claimed, isHeard);
      } catch (error) {
        ctx.log.error({ err: error, segment: claimed.id }, 'segment not refreshed');
        await sql`update audiences.segment set failed = true, claim = null where id = ${claimed.id} and claim = ${claimed.claim}`.execute(
          ctx.db,
        );
      }
      return 1;
    },
  });

export type Claimed = Pick<SegmentRow, 'id' | 'name' | 'condition' | 'refresh' | 'hour' | 'version' | 'redefined'> & {
  readonly claim: string;
};

/** Takes a segment that is due, and waits for none that another has. */
export async function claimNext(ctx: Ctx): Promise<Claimed | undefined> {
  const now = ctx.now();
  const { rows } = await sql<Claimed>`
    update audiences.segment set claim = ${randomUUID()}, due_at = ${new Date(now.getTime() + LEASE_MS)}
    where id = (
      select s.id from audiences.segment s
      where s.due_at <= ${now} and not exists (
        select from audiences.segment_use u join audiences.segment used on used.id = u.uses_id
        where u.segment_id = s.id and (used.due_at <= ${now} or used.claim is not null)
      )
      order by s.due_at, s.id limit 1 for no key update skip locked
    )
    returning id, name, condition, refresh, hour, version, redefined, claim
  `.execute(ctx.db);
  return rows[0];
}

/** Who is in it now, who was before, and what became of both; nothing where somebody else took it over meanwhile. */
export async function lookAtSegment(
  ctx: Ctx,
  kit: ConditionKit,
  claimed: Claimed,
  isHeard: IsHeard = async () => true,
): Promise<void> {
  const { condition } = claimed;
  if (condition === null) return;
  const at = ctx.now();
  const held = claimed.version === 0 ? null : await readHeld(ctx, claimed.id);
  const found = await kit.personsOf(ctx, { all: [condition] }, at);
  const difference = await compareSets(ctx, held?.who ?? null, found);
  await inTransaction(ctx, async (ctx) => keep(ctx, claimed, at, difference, isHeard));
}

async function keep(ctx: Ctx, claimed: Claimed, at: Date, difference: Difference, isHeard: IsHeard): Promise<void> {
  const { id, claim, redefined } = claimed;
  const first = claimed.version === 0;
  const isNews = first || difference.entered.length + difference.gone.length > 0;
  const version = claimed.version + (isNews ? 1 : 0);
  const { rows } = await sql`
    update audiences.segment set version = ${version}, members = ${difference.members}, refreshed_at = ${at},
      due_at = ${nextLook(claimed, ctx.now())}, claim = null, redefined = false, failed = false
    where id = ${id} and claim = ${claim} returning id
  `.execute(ctx.db);
  if (rows.length === 0 || !isNews) return;
  const reason = first ? 'first' : redefined ? 'edited' : 'refresh';
  await writeVersion(
    ctx,
    { id, version, at },
    {
      ...difference,
      reason,
      entered: first ? difference.members : difference.entered.length,
      gone: difference.gone.length,
    },
  );
  if (!first) await tellOfDifference(ctx, claimed, { ...difference, silent: redefined || !(await isHeard(ctx, id)) });
}
