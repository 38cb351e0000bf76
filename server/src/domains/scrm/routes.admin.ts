import { scrmContract as contract } from '@huoshui/contracts/scrm';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { readCorp, saveCorp } from './corp/corp.ts';
import { readDirectorySoon } from './corp/directory.ts';
import { listStaff, setCapacity } from './corp/staff.ts';
import { friendsOfMember } from './friends/of-member.ts';
import { figuresOfWay } from './ways/figures.ts';
import { archiveWay, changeWay, createWay, listWays, readWay } from './ways/ways.ts';
import { welcomesOf } from './welcome/counts.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/wecom', READ, async (ctx) => readCorp(ctx)),
  route(
    contract,
    'PUT /api/admin/wecom',
    // Its keys open everything of the corp.
    {
      can: 'settings.write',
      audit: (_in, { corpid }) => ({ summary: named(words('接入企业微信', 'Connected WeCom'), corpid), details: null }),
    },
    async (ctx, { body }) => saveCorp(ctx, body.values),
  ),
  route(
    contract,
    'POST /api/admin/wecom/reading',
    { ...WRITE, audit: words('同步企业微信通讯录', 'Read the directory of WeCom again') },
    async (ctx) => {
      await readDirectorySoon(ctx);
      return readCorp(ctx);
    },
  ),
  route(contract, 'GET /api/admin/staff', READ, async (ctx, { query }) => listStaff(ctx, query)),
  route(
    contract,
    'PUT /api/admin/staff/:id/capacity',
    {
      ...WRITE,
      audit: (_in, { name }) => ({
        summary: named(words('修改好友上限', 'Changed how many friends one can have'), name),
      }),
    },
    async (ctx, { params, body }) => setCapacity(ctx, params.id, body.capacity),
  ),
  route(contract, 'GET /api/admin/contact-ways', READ, async (ctx, { query }) => listWays(ctx, query)),
  route(
    contract,
    'POST /api/admin/contact-ways',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({ entityId: id, summary: named(words('新建活码', 'Made the contact way'), name) }),
    },
    async (ctx, { body }) => createWay(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/contact-ways/:id', READ, async (ctx, { params }) => readWay(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/contact-ways/:id',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('修改活码', 'Changed the contact way'), name) }) },
    async (ctx, { params, body }) => changeWay(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/contact-ways/:id/archiving',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: body.archived
          ? named(words('停用活码', 'Archived the contact way'), name)
          : named(words('恢复活码', 'Brought back the contact way'), name),
      }),
    },
    async (ctx, { params, body }) => archiveWay(ctx, params.id, body.archived),
  ),
  route(contract, 'GET /api/admin/contact-ways/:id/figures', READ, async (ctx, { params, query }) => {
    const { whole, days } = await figuresOfWay(ctx, { range: query, id: params.id });
    return { whole, days, welcomes: await welcomesOf(ctx, params.id, query) };
  }),
  route(contract, 'GET /api/admin/members/:id/friends', READ, async (ctx, { params }) =>
    friendsOfMember(ctx, params.id),
  ),
];
