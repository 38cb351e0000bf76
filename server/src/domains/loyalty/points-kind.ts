import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import type { BenefitItem, BenefitKind, Gift } from '../benefits/index.ts';
import { writeEntries } from './entries.ts';
import { pointsAdjusted } from './events.ts';
import { holdAccounts, repay } from './lots.ts';
import { endOf, type Rule } from './points.ts';
import { pointsRule } from './points-rule.ts';
import type { Person } from './tables.ts';

/** What may be given at a time. */
const MOST = 100_000;

/**
 * Points as a benefit: `points:50`. They come as a lot of their own, named after the grant, so that what is left of them can be
 * taken back. They cost what they pay for at most.
 */
export const pointsKind: BenefitKind = {
  name: 'points',

  itemOf: (points) => ({ kind: 'points', points }),

  async names(ctx, ids) {
    const { on } = await getSetting(ctx, pointsRule);
    const note = on ? null : words('积分未开启', 'points are off');
    return new Map(
      ids.flatMap((id) => {
        const points = pointsIn({ kind: 'points', points: id });
        return points === null ? [] : [[id, { name: pointsWords(points), ended: !on, note }] as const];
      }),
    );
  },

  async cost(ctx, items) {
    const rule = await getSetting(ctx, pointsRule);
    return items.map((item) => {
      const points = pointsIn(item);
      if (!rule.on || points === null) return null;
      const worth = worthOf(rule, points);
      const label = pointsWords(points).zh;
      return {
        label,
        cost: worth,
        most: worth,
        left: null,
        sentence: label,
        validTo: endOf(ctx.now(), rule.days) ?? undefined,
      };
    });
  },

  async grant(ctx, gifts) {
    const given = gifts.flatMap((gift) => {
      const points = pointsIn(gift.item);
      return points === null ? [] : [{ ...gift, points }];
    });
    if (given.length === 0) return new Set();
    const owed = await holdAccounts(ctx, given);
    await insertLots(ctx, given);
    await repay(ctx, owed);
    await writeEntries(
      ctx,
      given.map(({ memberId, personNo, grantId, points, because }) => ({
        ...{ memberId, personNo, points, kind: 'given' as const, key: `grant:${grantId}` },
        note: because.said ?? words('商家赠送', 'A gift of the shop'),
      })),
    );
    for (const { memberId, personNo, points, because } of given) {
      const { kind, id, label } = because;
      ctx.emit(pointsAdjusted, { personNo, payload: { memberId, points, because: { kind, id, label } } });
    }
    return new Set(given.map(({ grantId }) => grantId));
  },

  async revoke(ctx, grantIds, { kind, id, label }) {
    const taken = await takeRest(ctx, grantIds);
    await writeEntries(
      ctx,
      taken.map(({ memberId, personNo, grantId, points }) => ({
        ...{ memberId, personNo, points: -points, kind: 'deducted' as const, key: `revoked:${grantId}` },
        note: words('商家收回', 'Taken back by the shop'),
      })),
    );
    for (const { memberId, personNo, points } of taken)
      ctx.emit(pointsAdjusted, { personNo, payload: { memberId, points: -points, because: { kind, id, label } } });
    return new Set(taken.map(({ grantId }) => grantId));
  },
};

/** Whole points within what may be given; null for anything else that stands there. */
function pointsIn({ points }: BenefitItem): number | null {
  const text = String(points ?? '');
  return /^[1-9]\d{0,5}$/.test(text) && Number(text) <= MOST ? Number(text) : null;
}

function pointsWords(points: number): Words {
  return words(`${points} 积分`, `${points} points`);
}

/** Fen that they pay, whether they may be spent today or not. */
function worthOf({ spendPerYuan }: Rule, points: number): number {
  return Math.ceil((points * 100) / spendPerYuan);
}

const lotOf = (grantId: string): string => grantId.replace(/^grt_/, 'lot_');
const grantOf = (lotId: string): string => lotId.replace(/^lot_/, 'grt_');

async function insertLots(ctx: Ctx, given: readonly (Gift & { readonly points: number })[]): Promise<void> {
  const { days } = await getSetting(ctx, pointsRule);
  const now = ctx.now();
  await sql`
    insert into loyalty.lot (id, member_id, person_no, points, rest, usable, usable_at, expires_at, created_at)
    select id, member_id, person_no, points, points, true, ${now}::timestamptz, ${endOf(now, days)}::timestamptz, ${now}::timestamptz
    from unnest(
      ${given.map(({ grantId }) => lotOf(grantId))}::text[], ${given.map(({ memberId }) => memberId)}::text[],
      ${given.map(({ personNo }) => personNo)}::int[], ${given.map(({ points }) => points)}::int[]
    ) as new (id, member_id, person_no, points)
  `.execute(ctx.db);
}

/** What is left of the lots of these grants; whoever spends holds the account, so it is held first here too. */
async function takeRest(ctx: Ctx, grantIds: readonly string[]) {
  const lots = grantIds.map(lotOf);
  const { rows: owners } = await sql<Person>`
    select distinct member_id, person_no from loyalty.lot where id = any(${lots}::text[])
  `.execute(ctx.db);
  await holdAccounts(ctx, owners);
  const { rows } = await sql<Person & { id: string; points: number }>`
    with left_over as (select id, rest from loyalty.lot where id = any(${lots}::text[]) and rest > 0 order by id for update)
    update loyalty.lot l set rest = 0 from left_over where l.id = left_over.id
    returning l.id, l.member_id, l.person_no, left_over.rest as points
  `.execute(ctx.db);
  return rows.map(({ id, ...row }) => ({ ...row, grantId: grantOf(id) }));
}
