import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { benefitWords } from './coupon.ts';
import { couponExpiring } from './events.ts';
import type { MovedRow, WalletRow } from './tables.ts';

/** Days before its end at which it is said. */
const DAYS_BEFORE = 2;
const AT_ONCE = 1_000;

type Ending = Pick<MovedRow, 'id' | 'templateId' | 'memberId' | 'personNo' | 'name' | 'grantId'> &
  Pick<WalletRow, 'discount' | 'threshold' | 'validFrom' | 'validTo'> & {
    readonly endsAt: string;
    readonly voided: boolean;
  };

/**
 * Coupons that end soon and are not used: said once each, in the order in which they end; how far that is gone is one row, so nothing is
 * written to a million coupons. One that is good for less than these days was just given, and is passed over. Journeys may begin with it.
 */
export const remindOfExpiry = sweep({
  name: 'coupons.expiring',
  due: sql`(
    select next.valid_to - ${sql.lit(DAYS_BEFORE)} * interval '1 day' from coupons.expiring_pass p cross join lateral (
      select valid_to from coupons.coupon where state = 'available' and (valid_to, id) > (p.ends_at, p.last_id)
      order by valid_to, id limit 1) next)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const until = new Date(ctx.now().getTime() + DAYS_BEFORE * DAY_MS);
      // Two statements, and the moment as text: so the place is a place in the index, to the microsecond.
      const { rows: passes } = await sql<{ endsAt: string; lastId: string }>`
        select ends_at::text, last_id from coupons.expiring_pass for update skip locked
      `.execute(ctx.db);
      const [pass] = passes;
      if (pass === undefined) return 0;
      const { rows } = await sql<Ending>`
        select c.id, c.template_id, c.member_id, c.person_no, c.grant_id, t.name, t.discount, t.threshold, c.valid_from, c.valid_to,
          c.valid_to::text as ends_at, t.voided_at is not null as voided
        from coupons.coupon c join coupons.template t on t.id = c.template_id
        where c.state = 'available' and (c.valid_to, c.id) > (${pass.endsAt}::text::timestamptz, ${pass.lastId}) and c.valid_to <= ${until}
        order by c.valid_to, c.id limit ${AT_ONCE}
      `.execute(ctx.db);
      const last = rows.at(-1);
      if (last === undefined) return 0;
      for (const { id, personNo, validTo, voided, discount, threshold, ...coupon } of rows) {
        if (voided || validTo <= ctx.now()) continue;
        const { memberId, templateId, name, grantId } = coupon;
        const sentence = benefitWords(discount, threshold).zh;
        const payload = { memberId, couponId: id, templateId, name, amount: 0, grantId, sentence };
        ctx.emit(couponExpiring, { personNo, payload: { ...payload, validTo: validTo.toISOString() } });
      }
      await sql`update coupons.expiring_pass set ends_at = ${last.endsAt}::text::timestamptz, last_id = ${last.id}`.execute(
        ctx.db,
      );
      return rows.length;
    }),
});
