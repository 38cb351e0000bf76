import { scriptContract as contract } from '@huoshui/contracts/scripts';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { archiveScript, changeScript, createScript, listFolders, listScripts } from './scripts.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const scriptRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/scripts', READ, async (ctx, { query }) => listScripts(ctx, query)),
  route(contract, 'GET /api/admin/script-folders', READ, async (ctx) => ({ items: await listFolders(ctx) })),
  route(
    contract,
    'POST /api/admin/scripts',
    {
      ...WRITE,
      audit: (_in, { id, title }) => ({ entityId: id, summary: named(words('新建话术', 'Made the script'), title) }),
    },
    async (ctx, { body }) => createScript(ctx, body.values),
  ),
  route(
    contract,
    'PUT /api/admin/scripts/:id',
    { ...WRITE, audit: (_in, { title }) => ({ summary: named(words('修改话术', 'Changed the script'), title) }) },
    async (ctx, { params, body }) => changeScript(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/scripts/:id/archiving',
    {
      ...WRITE,
      audit: ({ body }, { title }) => ({
        summary: body.archived
          ? named(words('停用话术', 'Archived the script'), title)
          : named(words('恢复话术', 'Brought back the script'), title),
      }),
    },
    async (ctx, { params, body }) => archiveScript(ctx, params.id, body.archived),
  ),
];
