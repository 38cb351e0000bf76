import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { listener } from '../../../platform/listeners.ts';
import {
  couponExpired,
  couponGranted,
  couponReleased,
  couponRevoked,
  couponsGranted,
  couponTaken,
  couponUsed,
} from '../../coupons/events.ts';
import { accounts } from '../../members/index.ts';
import { orderPaid } from '../../orders/events.ts';
import { PRODUCT, type ProductRow, stateOf } from './product.ts';

/** How a coupon stands with the shop: what WeChat is to be told. */
export type Want = 'available' | 'used' | 'gone';

type Issued = {
  readonly code: string;
  readonly templateId: string;
  readonly memberId: string;
  readonly personNo: number;
};
type Change = {
  readonly code: string;
  readonly want: Want;
  readonly transactionId: string | null;
  readonly usedAt: Date | null;
};

/** What becomes of the shop's coupons, for those that lie in WeChat too. WeChat is asked later (`tell`), and hears what stands by then. */
export const mirrorCoupons = listener({
  name: 'paycoupons.mirror',
  on: [couponTaken, couponGranted, couponsGranted, couponUsed, couponReleased, couponExpired, couponRevoked, orderPaid],
  batch: 2000,
  handle: async (ctx, facts) => {
    await take(ctx, facts.flatMap(issuedBy));
    const last = new Map(facts.flatMap(changesOf).map((change) => [change.code, change]));
    await change(ctx, [...last.values()]);
  },
});

function issuedBy(told: Told): readonly Issued[] {
  const many = payloadOf(couponsGranted, told);
  if (many !== null)
    return many.couponIds.map((code, n) => ({
      ...{ code, templateId: many.templateId, memberId: many.memberIds[n] ?? '', personNo: many.personNos[n] ?? 0 },
    }));
  const one = payloadOf(couponTaken, told) ?? payloadOf(couponGranted, told);
  if (one === null || told.personNo === null) return [];
  return [{ code: one.couponId, templateId: one.templateId, memberId: one.memberId, personNo: told.personNo }];
}

/** The coupons of an order that was paid are used for its payment. Where nothing was paid, or a counter used it, there is none to name. */
function changesOf(told: Told): readonly Change[] {
  const paid = payloadOf(orderPaid, told);
  if (paid !== null) {
    const { transactionId = null, offers } = paid;
    const want = transactionId === null ? 'gone' : 'used';
    return offers
      .filter(({ source }) => source === 'coupons')
      .map(({ offerId: code }) => ({ code, want, transactionId, usedAt: told.occurredAt }));
  }
  const nothing = { transactionId: null, usedAt: null };
  const back = payloadOf(couponReleased, told);
  if (back !== null) return [{ code: back.couponId, want: 'available', ...nothing }];
  const used = payloadOf(couponUsed, told);
  const gone = payloadOf(couponExpired, told) ?? payloadOf(couponRevoked, told);
  const over = gone ?? (used?.orderId === '' ? used : null);
  return over === null ? [] : [{ code: over.couponId, want: 'gone', ...nothing }];
}

/** Those whose template lies in WeChat, of people with an account in the app that it is sent to. */
async function take(ctx: Ctx, issued: readonly Issued[]): Promise<void> {
  if (issued.length === 0) return;
  const { rows: products } = await sql<ProductRow>`
    select ${PRODUCT} from paycoupons.product p where p.template_id = any(${[...new Set(issued.map(({ templateId }) => templateId))]}::text[])
  `.execute(ctx.db);
  for (const product of products) {
    if (!['making', 'auditing', 'running'].includes(stateOf(product, ctx.now()))) continue;
    const some = issued.filter(({ templateId }) => templateId === product.templateId);
    const hers = await accounts.of(
      ctx,
      some.map(({ personNo }) => personNo),
      [product.app],
    );
    const rows = some.flatMap(({ code, memberId, personNo }) => {
      const account = hers.get(personNo)?.[0];
      return account === undefined
        ? []
        : [{ code, member_id: memberId, person_no: personNo, openid: account.openid, product_no: product.no }];
    });
    await sql`
      insert into paycoupons.product_coupon (code, product_no, member_id, person_no, openid, want, theirs, due_at, created_at)
      select code, product_no, member_id, person_no, openid, 'available', 'none', ${ctx.now()}, ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (code text, product_no bigint, member_id text, person_no int,
        openid text)
      on conflict do nothing
    `.execute(ctx.db);
  }
}

async function change(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ code, want, transactionId, usedAt }) => ({
    ...{ code, want, transaction_id: transactionId, used_at: usedAt?.toISOString() ?? null },
  }));
  await sql`
    update paycoupons.product_coupon c set want = given.want, transaction_id = coalesce(given.transaction_id, c.transaction_id),
      used_at = coalesce(given.used_at, c.used_at), tries = 0, due_at = ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (code text, want text, transaction_id text, used_at timestamptz)
    where c.code = given.code and c.want <> given.want
  `.execute(ctx.db);
}
