import { memberBatchContract } from '@huoshui/contracts/member-batches';
import { joinWords, words } from '@huoshui/contracts/words';
import { batchKind } from '@huoshui/contracts/words/members';
import { type AuditNote, type Route, route } from '../../../platform/routes.ts';
import type { BatchAct } from './batch-act.ts';
import { type Batch, listBatches, readBatch } from './present.ts';
import { setBatchState, startBatch } from './start.ts';
import { countWho } from './who.ts';

export const batchRoutes = (acts: readonly BatchAct[]): readonly Route[] => {
  const actOf = (kind: BatchAct['kind']) => {
    const act = acts.find((one) => one.kind === kind);
    if (act === undefined) throw new Error(`nobody does ${kind} to many members`);
    return act;
  };
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
      async (ctx, { body }) => ({ members: await countWho(ctx, body.who) }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/tag',
      { can: 'members.write', idempotent: true, audit: said },
      async (ctx, { body: { name, ...asked } }) =>
        startBatch(ctx, actOf('tag'), { ...asked, what: { name: name.trim() } }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/untag',
      { can: 'members.write', idempotent: true, audit: said },
      async (ctx, { body: { name, ...asked } }) => startBatch(ctx, actOf('untag'), { ...asked, what: { name } }),
    ),
    route(
      memberBatchContract,
      'POST /api/admin/member-batches/coupon',
      { can: 'coupons.write', idempotent: true, audit: said },
      async (ctx, { body: { templateId, said, ...asked } }) =>
        startBatch(ctx, actOf('coupon'), { ...asked, what: { templateId, said: said?.trim() ?? '' } }),
    ),
    route(
      memberBatchContract,
      'PUT /api/admin/member-batches/:id/state',
      { can: 'members.write', audit: said },
      async (ctx, { params, body }) => setBatchState(ctx, params.id, body.state),
    ),
  ];
};

/** The audit log keeps the deed, for how many, and how it stood. */
function said(_input: unknown, { id, kind, title, reason, total, state }: Batch): AuditNote {
  return {
    entityId: id,
    summary: joinWords([batchKind[kind], title], words('：', ': ')),
    details: { members: total, reason, state },
  };
}
