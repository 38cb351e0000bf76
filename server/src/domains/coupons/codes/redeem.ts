import { words } from '@huoshui/contracts/words';
import { minuteOfDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type BenefitKinds, grant } from '../../benefits/index.ts';
import type { AudiencePort } from '../audience.ts';
import { readTemplate } from '../change-template.ts';
import { couponErrors } from '../errors.ts';
import type { WalletRow } from '../tables.ts';
import { refuseOthers } from '../take.ts';
import { findCoupon } from '../wallet-queries.ts';
import { plainCode } from './code.ts';
import {
  type CodeBatchRow,
  countRedeemed,
  findBatchOf,
  hasOfBatch,
  isUsed,
  redeemedJustNow,
  useCode,
} from './queries.ts';
import { giveTryBack, takeTry } from './tries.ts';

export type RedeemPorts = { readonly benefits: BenefitKinds; readonly audience: AudiencePort };

type Person = { readonly memberId: string; readonly personNo: number };

/**
 * A shopper exchanges a code for its coupon. What she types wrong counts against her, so nothing of this may run in a
 * transaction that a refusal undoes. Throws `coupons.too_many_tries`, `code_unknown`, `code_used`, `code_taken`, `code_over`,
 * `code_voided`, `code_used_up`, `limit_reached`, `not_takeable`, `not_for_you`.
 */
export async function redeemCode(ctx: Ctx, ports: RedeemPorts, person: Person, typed: string): Promise<WalletRow> {
  const code = plainCode(typed);
  const again = await takeTry(ctx, person.personNo);
  if (again !== null) throw couponErrors.error('too_many_tries', { at: clock(again), again: again.toISOString() });
  const batch = await findBatchOf(ctx, code);
  if (batch === undefined) throw couponErrors.error('code_unknown');
  const before = await redeemedJustNow(ctx, code, person.memberId);
  const coupon = (before && (await findCoupon(ctx, { id: before }))) || (await redeem(ctx, ports, person, batch, code));
  await giveTryBack(ctx, person.personNo);
  return coupon;
}

async function redeem(
  ctx: Ctx,
  { benefits, audience }: RedeemPorts,
  person: Person,
  batch: CodeBatchRow,
  code: string,
) {
  await refuseOthers(ctx, audience, person.personNo, await readTemplate(ctx, batch.templateId));
  return inTransaction(ctx, async (ctx) => exchange(ctx, benefits, person, batch, code));
}

/** The batch is held first, then its coupon's template: all who exchange wait in that order. */
async function exchange(ctx: Ctx, kinds: BenefitKinds, person: Person, batch: CodeBatchRow, code: string) {
  if (!(await countRedeemed(ctx, batch.id))) throw await refusal(ctx, person, batch, code);
  const shared = batch.kind === 'shared';
  if (shared && (await hasOfBatch(ctx, person.memberId, batch.id))) throw couponErrors.error('code_taken');
  const [given] = await grant(ctx, kinds, {
    grants: [
      {
        ...person,
        package: [{ kind: 'coupon', templateId: batch.templateId }],
        because: {
          kind: 'code',
          id: batch.id,
          label: words(`兑换码：${batch.name}`, `Exchange code: ${batch.name}`),
        },
        budgetId: batch.budgetId,
        key: `code:${batch.id}:${shared ? person.memberId : code}`,
      },
    ],
  });
  const grantId = given?.given[0]?.grantId;
  if (grantId === undefined || given?.outcome !== 'granted') throw await whyNot(ctx, batch, given?.outcome);
  if (!shared && !(await useCode(ctx, code, grantId))) throw couponErrors.error('code_used');
  const coupon = await findCoupon(ctx, { grantId });
  if (coupon === undefined) throw couponErrors.error('not_takeable', { id: batch.templateId });
  return coupon;
}

async function refusal(ctx: Ctx, person: Person, { id, kind, voidedAt, endsAt }: CodeBatchRow, code: string) {
  if (voidedAt !== null) return couponErrors.error('code_voided');
  if (kind === 'shared' && (await hasOfBatch(ctx, person.memberId, id))) return couponErrors.error('code_taken');
  if (kind === 'single' && (await isUsed(ctx, code))) return couponErrors.error('code_used');
  if (endsAt !== null && endsAt <= ctx.now()) return couponErrors.error('code_over');
  return couponErrors.error('code_used_up');
}

async function whyNot(ctx: Ctx, { kind, templateId }: CodeBatchRow, outcome?: string) {
  if (outcome === 'repeated') return couponErrors.error(kind === 'shared' ? 'code_taken' : 'code_used');
  if (outcome === 'over_budget' || outcome === 'unbounded') return couponErrors.error('code_used_up');
  if (outcome === 'limit') {
    const { perMember } = await readTemplate(ctx, templateId);
    return couponErrors.error('limit_reached', { perMember });
  }
  return couponErrors.error('not_takeable', { id: templateId });
}

/** `14:05`, by the shop's clock. */
function clock(at: Date): string {
  const minute = minuteOfDay(at);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
