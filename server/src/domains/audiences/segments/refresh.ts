import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import type { ConditionKit } from '../conditions/compose.ts';
import { compareAll, type Difference } from './difference.ts';
import { readAllHeld } from './held.ts';
import { writeVersion } from './queries.ts';
import { nextLook } from './segment.ts';
import type { SegmentRow } from './tables.ts';
import { tellOfDifference } from './tell.ts';

/** A look that was cut off is begun anew after this; longer than the store lets any question take. */
const LEASE_MS = 10 * 60_000;

/** Whether somebody acts on who enters or leaves: then each is told by herself, else by hundreds. Handed in at `domains.ts`. */
export type IsHeard = (ctx: Ctx, segmentId: string) => Promise<boolean>;

/** So many are looked at by one statement, which reads each table once for all of them; what they hold lies in memory meanwhile. */
const AT_ONCE = 10;

/**
 * Looks at the segments that are due, some at a time and off everybody's path; no transaction is open meanwhile. One that asks for others is
 * looked at after them. Whoever takes one writes its claim into the row, and only the holder of that claim may say what was found.
 */
export const refreshSegments = (kit: ConditionKit, isHeard: IsHeard = async () => true): Sweep =>
  sweep({
    name: 'audiences.refresh-segments',
    due: sql`(select min(due_at) from audiences.segment)`,
    run: async (ctx, { catchUp }) => {
      const claimed = await claimNext(ctx, AT_ONCE);
      const look = async (some: readonly Claimed[]) => {
        await catchUp();
        await lookAtSegments(ctx, kit, some, isHeard);
      };
      await lookOrHalve(ctx, claimed, look);
      return claimed.length;
    },
  });

/** Where a look at several fails, it is halved until the one it fails for is found; what was written before stays written. */
async function lookOrHalve(
  ctx: Ctx,
  claimed: readonly Claimed[],
  look: (some: readonly Claimed[]) => Promise<void>,
): Promise<void> {
  const [first, ...others] = claimed;
  if (!first) return;
  try {
    await look(claimed);
  } catch (error) {
    if (others.length > 0) {
      const middle = Math.ceil(claimed.length / 2);
      await lookOrHalve(ctx, claimed.slice(0, middle), look);
      return lookOrHalve(ctx, claimed.slice(middle), look);
    }
    ctx.log.error({ err: error, segment: first.id }, 'segment not refreshed');
    await sql`update audiences.segment set failed = true, claim = null where id = ${first.id} and claim = ${first.claim}`.execute(
      ctx.db,
    );
  }
}

export type Claimed = Pick<SegmentRow, 'id' | 'name' | 'condition' | 'refresh' | 'hour' | 'version' | 'redefined'> & {
  readonly claim: string;
};

/** Takes segments that are due, the longest first, and waits for none that another has. */
export async function claimNext(ctx: Ctx, most = 1): Promise<readonly Claimed[]> {
  const now = ctx.now();
  const { rows } = await sql<Claimed>`
    with due as materialized (
      select s.id from audiences.segment s
      where s.due_at <= ${now} and not exists (
        select from audiences.segment_use u join audiences.segment used on used.id = u.uses_id
        where u.segment_id = s.id and (used.due_at <= ${now} or used.claim is not null)
      )
      order by s.due_at, s.id limit ${most} for no key update skip locked
    )
    update audiences.segment s
    set claim = ${randomUUID()}, again = false, due_at = ${new Date(now.getTime() + LEASE_MS)}
    from due where s.id = due.id
    returning s.id, s.name, s.condition, s.refresh, s.hour, s.version, s.redefined, s.claim
  `.execute(ctx.db);
  return rows;
}

/** Who is in them now, who was before, and what became of both; nothing of one that somebody else took over meanwhile. */
export async function lookAtSegments(
  ctx: Ctx,
  kit: ConditionKit,
  all: readonly Claimed[],
  isHeard: IsHeard = async () => true,
): Promise<void> {
  const asked = all.flatMap(({ condition, ...claimed }) => (condition === null ? [] : [{ claimed, condition }]));
  if (asked.length === 0) return;
  const at = ctx.now();
  const before = await readAllHeld(
    ctx,
    asked.filter(({ claimed }) => claimed.version > 0).map(({ claimed }) => claimed.id),
  );
  const { sets, from } = await kit.setsOf(
    ctx,
    asked.map(({ condition }) => ({ all: [condition] })),
    at,
  );
  const pairs = sets.map((now, n) => ({ before: before.get(asked[n]?.claimed.id ?? '') ?? null, now }));
  const differences = await compareAll(ctx, pairs, from);
  for (const [n, { claimed }] of asked.entries()) {
    const difference = differences[n];
    if (!difference) throw new Error('a look at segments left one out');
    await inTransaction(ctx, async (ctx) => keep(ctx, claimed, at, difference, isHeard));
  }
}

async function keep(
  ctx: Ctx,
  claimed: Omit<Claimed, 'condition'>,
  at: Date,
  difference: Difference,
  isHeard: IsHeard,
): Promise<void> {
  const { id, claim, redefined } = claimed;
  const first = claimed.version === 0;
  const isNews = first || difference.entered.length + difference.gone.length > 0;
  const version = claimed.version + (isNews ? 1 : 0);
  const { rows } = await sql`
    update audiences.segment set version = ${version}, members = ${difference.members}, refreshed_at = ${at},
      due_at = case when again then ${ctx.now()}::timestamptz else ${nextLook(claimed, ctx.now())}::timestamptz end,
      claim = null, again = false, redefined = false, failed = false
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
