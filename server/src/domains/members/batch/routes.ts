import { memberBatchContract } from '@huoshui/contracts/member-batches';
import { joinWords, words } from '@huoshui/contracts/words';
import { batchKind } from '@huoshui/contracts/words/members';
import type { Ctx } from '../../../platform/ctx.ts';
import { heavy } from '../../../platform/http/heavy.ts';
import { type AuditNote, type Route, route } from '../../../platform/routes.ts';
import type { BatchAct } from './batch-act.ts';
import { readIncrement } from './increment.ts';
import { type Batch, listBatches, readBatch } from './present.ts';
import { previewBatch, setBatchState, startBatch } from './start.ts';
import { type AskedWho, type Counted, chooseWho, countWho } from './who.ts';

export const batchRoutes = (acts: readonly BatchAct[], counted: Counted): readonly Route[] => {
  const actOf = (kind: BatchAct['kind']) => {
    const act = acts.find((one) => one.kind === kind);
    if (act === undefined) throw new Error(`nobody does ${kind} to many members`);
    return act;
  };
  const chosen = async <Asked extends { readonly who: AskedWho }>(ctx: Ctx, asked: Asked) => ({
    ...asked,
    who: await chooseWho(ctx, counted, asked.who),
  });
  return [
    route(memberBatchContract, 'GET /api/admin/member-batches', { can: 'members.read' }, async (ctx, { query }) =>
      listBatches(ctx, query),
    ),
    route(memberBatchContract, 'GET /api/admin/member-batches/:id', { can: 'members.read' }, async (ctx, { params }) =>
      readBatch(ctx, params.id),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/preview',
      { can: 'members.read', onlyReads: true },
      async (ctx, { body }) => ({ members: await countWho(ctx, await chooseWho(ctx, counted, body.who)) }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/coupon/preview',
      { can: 'coupons.write', onlyReads: true },
      async (ctx, { body }) => previewBatch(ctx, actOf('coupon'), await chosen(ctx, body), couponOf(body)),
    ),
    heavy(
      route(
        memberBatchContract,
        'GET /api/admin/member-batches/:id/increment',
        { can: 'members.read' },
        async (ctx, { params }) => readIncrement(ctx, acts, params.id),
      ),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/tag',
      { can: 'members.write', idempotent: true, audit: said },
      async (ctx, { body: { name, ...asked } }) =>
        startBatch(ctx, actOf('tag'), { ...(await chosen(ctx, asked)), what: { name: name.trim() } }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/untag',
      { can: 'members.write', idempotent: true, audit: said },
      async (ctx, { body: { name, ...asked } }) =>
        startBatch(ctx, actOf('untag'), { ...(await chosen(ctx, asked)), what: { name } }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/coupon',
      { can: 'coupons.write', idempotent: true, audit: said },
      async (ctx, { body }) => startBatch(ctx, actOf('coupon'), { ...(await chosen(ctx, body)), what: couponOf(body) }),
    ),
    route(
      memberBatchContract,
      'PUT /api/admin/member-batches/:id/state',
      { can: 'members.write', audit: said },
      async (ctx, { params, body }) => setBatchState(ctx, params.id, body.state),
    ),
  ];
};

type CouponDeed = {
  readonly templateId: string;
  readonly said?: string | undefined;
  readonly budgetId?: string | undefined;
};

function couponOf({ templateId, said, budgetId }: CouponDeed) {
  return { templateId, said: said?.trim() ?? '', ...(budgetId && { budgetId }) };
}

/** The audit log keeps the deed, for how many, and how it stood. */
function said(_input: unknown, { id, kind, title, reason, total, state, holdout }: Batch): AuditNote {
  return {
    entityId: id,
    summary: joinWords([batchKind[kind], title], words('：', ': ')),
    details: { members: total, reason, state, ...(holdout > 0 && { holdout }) },
  };
}
