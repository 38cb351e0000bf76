import { memberContract } from '@huoshui/contracts/members';
import { words } from '@huoshui/contracts/words';
import type { Belonging } from '../../platform/belongings.ts';
import { type Route, route } from '../../platform/routes.ts';
import { memberErrors } from './errors.ts';
import { mergeMembers } from './merge.ts';
import { findLiving } from './queries.ts';
import { previewMerge, readCandidates, readMerge, readMerges } from './read-merges.ts';
import { unmergeMembers } from './unmerge.ts';

/** `belongings`: what each domain has of a person, for whoever decides whether two are one. */
export function mergeRoutes(belongings: () => readonly Belonging[]): readonly Route[] {
  return [
    route(memberContract, 'GET /api/admin/members/:id/merges', { can: 'members.read' }, async (ctx, { params }) => {
      const member = await findLiving(ctx, params.id);
      if (!member) throw memberErrors.error('not_found');
      return { items: await readMerges(ctx, member.id), candidates: await readCandidates(ctx, member.id) };
    }),
    route(
      memberContract,
      'GET /api/admin/members/:id/merge-preview',
      { can: 'members.read' },
      async (ctx, { params, query }) => previewMerge(ctx, belongings(), params.id, query.other),
    ),
    route(
      memberContract,
      'POST /api/admin/members/:id/merges',
      {
        can: 'members.write',
        audit: ({ params, body }) => ({
          entityId: params.id,
          summary: words(`合并会员 ${body.otherId}：${body.reason}`, `Merged member ${body.otherId}: ${body.reason}`),
          details: body,
        }),
      },
      async (ctx, { params, body }) => {
        const [keep, join] = [await findLiving(ctx, params.id), await findLiving(ctx, body.otherId)];
        if (!keep || !join) throw memberErrors.error('not_found');
        if (keep.id === join.id) throw memberErrors.error('merge_self');
        await mergeMembers(ctx, { winnerId: keep.id, loserId: join.id, cause: 'operator', reason: body.reason });
        return { items: await readMerges(ctx, keep.id) };
      },
    ),
    route(
      memberContract,
      'POST /api/admin/member-merges/:id/reversal',
      {
        can: 'members.write',
        audit: ({ body }, { kept, joined }) => ({
          entityId: kept.id,
          summary: words(
            `拆分会员 ${joined.nickname}（${joined.id}）：${body.reason}`,
            `Took member ${joined.nickname} (${joined.id}) apart: ${body.reason}`,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        await unmergeMembers(ctx, params.id, body.reason);
        return readMerge(ctx, params.id);
      },
    ),
  ];
}
