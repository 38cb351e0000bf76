import { scrmGroupsContract as contract } from '@huoshui/contracts/scrm-groups';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { listGroups, readGroup, tagGroup } from './groups/chats.ts';
import {
  archiveGroupCode,
  changeGroupCode,
  createGroupCode,
  type GroupCodes,
  listGroupCodes,
  readGroupCode,
} from './groups/codes/codes.ts';
import { figuresOfGroupCode } from './groups/codes/figures.ts';
import { visitGroupCode } from './groups/codes/visit.ts';
import { figuresOfGroup } from './groups/growth.ts';
import { groupsOfMember, membersOfGroup } from './groups/members.ts';
import { listChatsSoon } from './groups/refresh-chats.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const groupRoutes = (codes: GroupCodes): readonly Route[] => [
  route(contract, 'GET /api/admin/customer-groups', READ, async (ctx, { query }) => listGroups(ctx, query)),
  route(
    contract,
    'POST /api/admin/customer-groups/reading',
    { ...WRITE, audit: words('同步客户群', 'Read the customer groups again') },
    async (ctx) => {
      await listChatsSoon(ctx);
      return { ok: true };
    },
  ),
  route(contract, 'GET /api/admin/customer-groups/:id', READ, async (ctx, { params }) => readGroup(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/customer-groups/:id/tags',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: named(words('修改群标签', 'Tagged the customer group'), name),
        details: body,
      }),
    },
    async (ctx, { params, body }) => tagGroup(ctx, params.id, body.tags),
  ),
  route(contract, 'GET /api/admin/customer-groups/:id/members', READ, async (ctx, { params, query }) =>
    membersOfGroup(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/customer-groups/:id/figures', READ, async (ctx, { params, query }) =>
    figuresOfGroup(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/group-codes', READ, async (ctx, { query }) => listGroupCodes(ctx, codes, query)),
  route(
    contract,
    'POST /api/admin/group-codes',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('新建群活码', 'Made the group code'), name),
      }),
    },
    async (ctx, { body }) => createGroupCode(ctx, codes, body.values),
  ),
  route(contract, 'GET /api/admin/group-codes/:id', READ, async (ctx, { params }) =>
    readGroupCode(ctx, codes, params.id),
  ),
  route(
    contract,
    'PUT /api/admin/group-codes/:id',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('修改群活码', 'Changed the group code'), name) }) },
    async (ctx, { params, body }) => changeGroupCode(ctx, codes, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/group-codes/:id/archiving',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: body.archived
          ? named(words('停用群活码', 'Archived the group code'), name)
          : named(words('恢复群活码', 'Brought back the group code'), name),
      }),
    },
    async (ctx, { params, body }) => archiveGroupCode(ctx, codes, params.id, body.archived),
  ),
  route(contract, 'GET /api/admin/group-codes/:id/figures', READ, async (ctx, { params, query }) =>
    figuresOfGroupCode(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/members/:id/groups', READ, async (ctx, { params }) => groupsOfMember(ctx, params.id)),
  route(
    contract,
    'POST /api/shop/group-codes/:id/visits',
    // Whom a lane is for may be asked of the event store: no connection waits for it.
    { member: true, perMinute: 30, transaction: false },
    async (ctx, { params }) => visitGroupCode(ctx, codes.conditions, params.id),
  ),
];
