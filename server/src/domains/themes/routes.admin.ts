import { themeContract as contract } from '@huoshui/contracts/themes';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { changeTheme, clearDate, createTheme, setDate } from './edit-theme.ts';
import type { Gives } from './gives.ts';
import { showDay, showTheme, showThemes } from './show-calendar.ts';

const WRITE = { can: 'pages.write' } as const;

export const adminRoutes = (gives: Gives): readonly Route[] => [
  route(contract, 'GET /api/admin/themes', { can: 'pages.read' }, async (ctx) => showThemes(ctx, gives)),
  route(
    contract,
    'POST /api/admin/themes',
    {
      ...WRITE,
      idempotent: true,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('新建主题日', 'Created the theme'), name),
      }),
    },
    async (ctx, { body }) => showTheme(ctx, gives, await createTheme(ctx, body.values)),
  ),
  route(
    contract,
    'PUT /api/admin/themes/:id',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('修改主题日', 'Changed the theme'), name),
      }),
    },
    async (ctx, { params, body }) => {
      await changeTheme(ctx, params.id, body.values);
      return showTheme(ctx, gives, params.id);
    },
  ),
  route(
    contract,
    'PUT /api/admin/theme-days/:day',
    {
      ...WRITE,
      audit: ({ params }, { theme }) => ({
        entityId: params.day,
        summary:
          theme === null
            ? words(`${params.day} 不办主题日`, `No theme on ${params.day}`)
            : words(`${params.day} 改为「${theme.name}」`, `Made ${params.day} “${theme.name}”`),
      }),
    },
    async (ctx, { params, body }) => {
      await setDate(ctx, params.day, body.theme);
      return showDay(ctx, params.day);
    },
  ),
  route(
    contract,
    'DELETE /api/admin/theme-days/:day',
    {
      ...WRITE,
      audit: ({ params }) => ({
        entityId: params.day,
        summary: words(`${params.day} 恢复每周的主题`, `Made ${params.day} what its weekday says`),
      }),
    },
    async (ctx, { params }) => {
      await clearDate(ctx, params.day);
      return showDay(ctx, params.day);
    },
  ),
];
