import { scriptContract as scripts } from '@huoshui/contracts/scripts';
import { sidebarContract as contract } from '@huoshui/contracts/sidebar';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { readCorp } from './corp/corp.ts';
import { scriptsForStaff } from './scripts/for-staff.ts';
import { listCustomers } from './sidebar/customers.ts';
import { giveCoupon, listCoupons } from './sidebar/give-coupon.ts';
import { writeNote } from './sidebar/notes.ts';
import type { HerPorts } from './sidebar/ports.ts';
import { readLikes, readProfile } from './sidebar/profile.ts';
import { labelOf, listGoods, noteSent } from './sidebar/send.ts';
import { signInStaff } from './sidebar/session.ts';
import { sidebarForm, sidebarSetting } from './sidebar/settings.ts';
import { signPage } from './sidebar/signature.ts';
import { changeTag } from './sidebar/tags.ts';
import { completeForStaff, giveCouponOfTodo, listTodosOfStaff, postponeTodo, takeOver } from './sidebar/todos.ts';

const STAFF = { staff: true } as const;

/** What staff ask in WeCom's sidebar: each of her own customers alone. */
export const staffRoutes = (benefits: BenefitKinds, her: HerPorts): readonly Route[] => [
  route(contract, 'GET /api/admin/settings/sidebar', { can: 'scrm.read' }, async (ctx) =>
    getSetting(ctx, sidebarSetting),
  ),
  route(
    contract,
    'PUT /api/admin/settings/sidebar',
    { can: 'scrm.write', audit: () => ({ summary: words('修改侧边栏设置', 'Changed the settings of the sidebar') }) },
    async (ctx, { body }) => {
      const stored = await getSetting(ctx, sidebarSetting);
      const settings = await readForm(ctx, sidebarForm, body, { stored });
      await putSetting(ctx, sidebarSetting, settings);
      return settings;
    },
  ),
  route(contract, 'GET /api/staff/entry', { open: true }, async (ctx) => {
    const { connected, corpid, agentid } = await readCorp(ctx);
    return { connected, corpid, agentid };
  }),
  // WeCom is asked on the way: no connection waits for it.
  route(contract, 'POST /api/staff/session', { open: true, transaction: false, perMinute: 60 }, async (ctx, { body }) =>
    signInStaff(ctx, body.code),
  ),
  route(contract, 'GET /api/staff/signature', STAFF, async (ctx, { query }) => signPage(ctx, query.url)),
  route(contract, 'GET /api/staff/customers', STAFF, async (ctx, { query }) => listCustomers(ctx, query)),
  route(contract, 'GET /api/staff/customers/:id', STAFF, async (ctx, { params }) => readProfile(ctx, her, params.id)),
  route(contract, 'GET /api/staff/customers/:id/likes', STAFF, async (ctx, { params }) =>
    readLikes(ctx, her, params.id),
  ),
  route(contract, 'POST /api/staff/customers/:id/tags', STAFF, async (ctx, { params, body }) =>
    changeTag(ctx, her, params.id, { name: body.name.trim(), wanted: true }),
  ),
  route(contract, 'DELETE /api/staff/customers/:id/tags/:name', STAFF, async (ctx, { params }) =>
    changeTag(ctx, her, params.id, { name: params.name, wanted: false }),
  ),
  route(
    contract,
    'POST /api/staff/customers/:id/notes',
    { ...STAFF, idempotent: true },
    async (ctx, { params, body }) => ({
      notes: await writeNote(ctx, params.id, { text: body.text.trim(), remindOn: body.remindOn ?? null }),
    }),
  ),
  route(
    contract,
    'POST /api/staff/customers/:id/coupons',
    { ...STAFF, idempotent: 'money' },
    async (ctx, { params, body }) => giveCoupon(ctx, benefits, params.id, body.templateId),
  ),
  route(
    contract,
    'POST /api/staff/customers/:id/sends',
    { ...STAFF, idempotent: true },
    async (ctx, { params, body }) => noteSent(ctx, params.id, body, await labelOf(ctx, body.kind, body.of)),
  ),
  route(contract, 'GET /api/staff/goods', STAFF, async (ctx, { query }) => listGoods(ctx, her, query.q ?? '')),
  route(contract, 'GET /api/staff/coupons', STAFF, async (ctx) => listCoupons(ctx, benefits)),
  route(contract, 'GET /api/staff/todos', STAFF, async (ctx, { query }) => listTodosOfStaff(ctx, her, query)),
  route(contract, 'POST /api/staff/todos/:id/coupon', { ...STAFF, idempotent: 'money' }, async (ctx, { params }) =>
    giveCouponOfTodo(ctx, her, benefits, params.id),
  ),
  route(scripts, 'GET /api/staff/scripts', STAFF, async (ctx, { query }) => scriptsForStaff(ctx, her, query)),
  route(contract, 'POST /api/staff/todos/:id/completion', STAFF, async (ctx, { params, body }) =>
    completeForStaff(ctx, her, params.id, body.note?.trim() ?? ''),
  ),
  route(contract, 'POST /api/staff/todos/:id/takeover', STAFF, async (ctx, { params }) =>
    takeOver(ctx, her, params.id),
  ),
  route(contract, 'POST /api/staff/todos/:id/postponement', STAFF, async (ctx, { params, body }) =>
    postponeTodo(ctx, her, params.id, { until: body.until, reason: body.reason.trim() }),
  ),
];
