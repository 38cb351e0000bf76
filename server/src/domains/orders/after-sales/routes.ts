import { afterSalesContract as contract } from '@huoshui/contracts/after-sales';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { readUpload } from '../../../platform/http/upload.ts';
import { formatYuan } from '../../../platform/money.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { findMembers } from '../../members/index.ts';
import { getRefund } from '../refund/present.ts';
import { showRefund } from './detail.ts';
import { putEvidence } from './evidence.ts';
import { inspectReturn } from './inspect.ts';
import { writeMessage } from './message.ts';
import { giveMoneyInstead, sendReplacement } from './replace.ts';
import { sendBack } from './send-back.ts';

const member = { member: true } as const;
const write = { can: 'orders.write' } as const;
const MIB = 1024 * 1024;

/** What follows a request: both sides talk, goods come back, money or another piece goes out. */
export const afterSalesRoutes: readonly Route[] = [
  route(
    contract,
    'POST /api/shop/evidence',
    // A picture is read before anything is written, and may wait for others: nothing is held meanwhile.
    { ...member, bodyLimit: 3 * MIB, perMinute: 20, transaction: false },
    async (ctx, { request }) => {
      const file = await readUpload(ctx, request, 2 * MIB);
      if (!file) throw platformErrors.error('bad_input', { what: 'file' });
      return { url: await putEvidence(ctx, memberOf(ctx), file.bytes) };
    },
  ),
  route(contract, 'GET /api/shop/refunds/:id', member, async (ctx, { params }) => showRefund(ctx, params.id)),
  route(
    contract,
    'POST /api/shop/refunds/:id/messages',
    { ...member, idempotent: true, perMinute: 20 },
    async (ctx, { params, body }) => {
      await writeMessage(ctx, params.id, body);
      return showRefund(ctx, params.id);
    },
  ),
  route(contract, 'POST /api/shop/refunds/:id/return-parcel', member, async (ctx, { params, body }) => {
    await sendBack(ctx, params.id, body);
    return showRefund(ctx, params.id);
  }),
  route(contract, 'GET /api/admin/refunds/:id', { can: 'orders.read' }, async (ctx, { params }) =>
    withMember(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/messages',
    { ...write, idempotent: true, audit: (_in, out) => noteOf(words('回复售后留言', 'Answered about a request'), out) },
    async (ctx, { params, body }) => {
      await writeMessage(ctx, params.id, body);
      return withMember(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/inspection',
    {
      ...write,
      idempotent: 'money',
      audit: ({ body }, out) =>
        noteOf(
          body.accept
            ? words('验收退回的商品', 'Took in what was sent back')
            : words('拒收退回的商品', 'Refused what was sent back'),
          out,
        ),
    },
    async (ctx, { params, body }) => {
      await inspectReturn(ctx, params.id, body);
      return getRefund(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/replacement',
    { ...write, audit: (_in, out) => noteOf(words('补寄换货商品', 'Sent the replacement'), out) },
    async (ctx, { params, body }) => {
      await sendReplacement(ctx, params.id, body);
      return getRefund(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/money-instead',
    { ...write, idempotent: 'money', audit: (_in, out) => noteOf(words('换货改为退款', 'Refunded instead'), out) },
    async (ctx, { params, body }) => {
      await giveMoneyInstead(ctx, params.id, body.reply);
      return getRefund(ctx, params.id);
    },
  ),
];

async function withMember(ctx: Ctx, id: string) {
  const { memberId, ...refund } = await showRefund(ctx, id);
  const member = memberId === null ? null : (await findMembers(ctx, [memberId])).get(memberId);
  return { ...refund, memberId, memberName: member?.nickname ?? '' };
}

function memberOf(ctx: Ctx): string {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return ctx.actor.id;
}

function noteOf(deed: Words, { orderId, amount }: { readonly orderId: string; readonly amount: number }) {
  const sum = formatYuan(amount);
  return { entityId: orderId, summary: words(`${deed.zh}（¥${sum}）`, `${deed.en} (¥${sum})`) };
}
