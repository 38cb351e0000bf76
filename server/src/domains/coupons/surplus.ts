import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { ledger } from '../benefits/index.ts';
import { announceRevoked } from './announce.ts';
import type { MovedRow } from './tables.ts';

/**
 * Two records are one person now, and what one person may have is the coupon's limit: of those beyond it that are not used, as
 * many as came with the merge are taken back, the ones that came first, then those that end soonest. What she paid for with
 * points stays hers. Answers those that she had taken herself: no budget paid for them, and they come back should the two part again.
 */
export async function takeSurplus(
  ctx: Ctx,
  mergeId: string | undefined,
  memberId: string,
  movedIds: readonly string[],
): Promise<readonly string[]> {
  if (movedIds.length === 0) return [];
  const { rows } = await sql<MovedRow & { taken: boolean }>`
    with held as (
      select c.id, c.template_id, c.state, c.valid_to, c.because_kind, c.id = any(${[...movedIds]}::text[]) as came,
        count(*) over of_template - t.per_member as over,
        count(*) filter (where c.id = any(${[...movedIds]}::text[])) over of_template as moved
      from coupons.coupon c join coupons.template t on t.id = c.template_id
      where c.member_id = ${memberId} and c.state <> 'revoked'
        and c.template_id in (select template_id from coupons.coupon where id = any(${[...movedIds]}::text[]))
      window of_template as (partition by c.template_id)
    ), surplus as (
      select id from (
        select id, least(over, moved) as most,
          row_number() over (partition by template_id order by came desc, valid_to, id) as nth
        from held where state = 'available' and because_kind <> 'reward'
      ) one where nth <= most
    )
    update coupons.coupon c set state = 'revoked' from surplus, coupons.template t
    where c.id = surplus.id and c.state = 'available' and t.id = c.template_id
    returning c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id, c.order_id, c.saving, c.seq is not null as taken
  `.execute(ctx.db);
  const label = words('账号合并后超过每人限领', 'Beyond what one person may have, once her accounts were joined');
  await announceRevoked(ctx, rows, { kind: 'merge', id: mergeId ?? memberId, label });
  return rows.filter(({ taken }) => taken).map(({ id }) => id);
}

/** Back to be used, by whoever of the two had them. */
export async function returnSurplus(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ grantId: string }>`
    update coupons.coupon set state = 'available' where id = any(${[...ids]}::text[]) and state = 'revoked' returning grant_id
  `.execute(ctx.db);
  await ledger.settle(
    ctx,
    rows.map(({ grantId }) => ({ grantId, state: 'granted', actualCost: null })),
  );
}
