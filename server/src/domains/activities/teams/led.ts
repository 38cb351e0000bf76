import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import type { ActivityRow } from '../activity.ts';
import { type EntryRow, entriesOfMany, holdEntries, keyOf } from '../entries.ts';
import { count, type Progress } from '../progress.ts';
import { type SeatRow, seatsOf, type TeamRow } from './team.ts';

type Led = { readonly team: TeamRow; readonly activity: ActivityRow; readonly leader: SeatRow };

/** A team that was completed counts one for who led it, whatever it brings her. */
export async function countLed(ctx: Ctx, kinds: BenefitKinds, led: readonly Led[]): Promise<void> {
  const entries = await entriesOfMany(
    ctx,
    led.map(({ leader }) => leader),
  );
  await holdEntries(
    ctx,
    [...entries.values()].map(({ no }) => no),
  );
  const progress = led.flatMap(({ team, leader }): Progress[] => {
    const entry = entries.get(keyOf(leader));
    return entry ? [{ entryNo: entry.no, key: `team:${team.id}`, amount: 1, at: ctx.now() }] : [];
  });
  await count(ctx, kinds, [...entries.values()], progress);
}

/**
 * A refund of a member of a complete team. It counts for its leader as long as her own order stands and she is not left alone in it:
 * the difference to what it counted so far is counted back.
 */
export async function countLedAgain(
  ctx: Ctx,
  kinds: BenefitKinds,
  teamNo: number,
  { refundId, at }: { readonly refundId: string; readonly at: Date },
): Promise<void> {
  const { rows } = await sql<EntryRow & { readonly key: string; readonly counted: number; readonly ledBy: string }>`
    select e.no, e.id, e.activity_no, e.person_no, e.member_id, e.version, e.tester, e.joined_at, t.led_by,
      'team:' || t.id as key, (
        select coalesce(sum(p.amount), 0)::int from activities.progress p
        where p.entry_no = first.entry_no and (p.key = 'team:' || t.id or starts_with(p.key, 'team:' || t.id || ':'))
      ) as counted
    from activities.team t join activities.progress first on first.key = 'team:' || t.id
    join activities.entry e on e.no = first.entry_no where t.no = ${teamNo}
  `.execute(ctx.db);
  const [entry] = rows;
  if (entry === undefined) return;
  await holdEntries(ctx, [entry.no]);
  const stand = (await seatsOf(ctx, [teamNo])).filter(
    ({ state, refundedAt }) => state === 'paid' && refundedAt === null,
  );
  const worth = stand.length > 1 && stand.some(({ orderId }) => orderId === entry.ledBy) ? 1 : 0;
  if (worth === entry.counted) return;
  const key = `${entry.key}:${refundId}`;
  await count(ctx, kinds, [entry], [{ entryNo: entry.no, key, amount: worth - entry.counted, at }]);
}
