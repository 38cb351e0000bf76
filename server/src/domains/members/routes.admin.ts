import { memberContract } from '@huoshui/contracts/members';
import { joinWords, named, type Said, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { route } from '../../platform/routes.ts';
import { countTags, listMembers, readMember } from './list.ts';
import { tagMembers, untagMembers } from './tag.ts';
import { setTester } from './tester.ts';
import { readTimeline } from './timeline.ts';

export const adminRoutes = [
  route(memberContract, 'GET /api/admin/members', { can: 'members.read' }, async (ctx, { query }) =>
    listMembers(ctx, query),
  ),
  route(memberContract, 'GET /api/admin/members/:id', { can: 'members.read' }, async (ctx, { params }) =>
    readMember(ctx, params.id),
  ),
  route(
    memberContract,
    'GET /api/admin/members/:id/timeline',
    { can: 'members.read' },
    async (ctx, { params, query }) => readTimeline(ctx, params.id, query),
  ),
  route(
    memberContract,
    'PUT /api/admin/members/:id/tester',
    {
      can: 'members.write',
      audit: ({ params, body }) => ({
        entityId: params.id,
        summary: body.tester ? words('设为测试会员', 'Made a tester') : words('不再是测试会员', 'A tester no more'),
      }),
    },
    async (ctx, { params, body }) => {
      await setTester(ctx, params.id, body.tester);
      return readMember(ctx, params.id);
    },
  ),
  route(
    memberContract,
    'POST /api/admin/members/:id/tags',
    {
      can: 'members.write',
      audit: ({ params, body }) => ({ entityId: params.id, summary: named(words('打标签', 'Tagged'), body.name) }),
    },
    async (ctx, { params, body }) => {
      const member = await readMember(ctx, params.id);
      await tagMembers(ctx, [asPerson(member)], body.name, 'operator', by(ctx, body.reason));
      return readMember(ctx, params.id);
    },
  ),
  route(
    memberContract,
    'DELETE /api/admin/members/:id/tags/:name',
    {
      can: 'members.write',
      audit: ({ params }) => ({
        entityId: params.id,
        summary: named(words('移除标签', 'Removed the tag'), params.name),
      }),
    },
    async (ctx, { params }) => {
      const member = await readMember(ctx, params.id);
      await untagMembers(ctx, [asPerson(member)], params.name, by(ctx, words('移除标签', 'Removed the tag')));
      return readMember(ctx, params.id);
    },
  ),
  route(memberContract, 'GET /api/admin/tags', { can: 'members.read' }, async (ctx) => ({
    items: await countTags(ctx),
  })),
];

function asPerson(member: { id: string; personNo: number }) {
  return { memberId: member.id, personNo: member.personNo };
}

function by(ctx: Ctx, reason: Said) {
  const { actor } = ctx;
  if (actor.kind !== 'operator') return { kind: 'system', id: 'system', label: reason };
  return { kind: 'operator', id: actor.id, label: joinWords([actor.name, reason], words('：', ': ')) };
}
