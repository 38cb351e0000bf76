import { massContract as contract } from '@huoshui/contracts/mass';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { putSetting } from '../../../platform/settings.ts';
import { changeMass, createMass, listMasses, readMass, startMass, stopMass } from './mass.ts';
import type { MassForm } from './mass-form.ts';
import { readMassResult } from './result.ts';
import { massRule, readRule } from './rule.ts';
import { listTasks, remindNow } from './tasks.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export function massRoutes(form: MassForm): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/mass-sends', READ, async (ctx, { query }) => listMasses(ctx, form, query)),
    route(
      contract,
      'POST /api/admin/mass-sends',
      {
        ...WRITE,
        audit: (_in, { id, name }) => ({ entityId: id, summary: named(words('新建群发', 'Made the mass send'), name) }),
      },
      async (ctx, { body }) => createMass(ctx, form, body.values),
    ),
    route(contract, 'GET /api/admin/mass-sends/:id', READ, async (ctx, { params }) => readMass(ctx, form, params.id)),
    route(
      contract,
      'PUT /api/admin/mass-sends/:id',
      { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('修改群发', 'Changed the mass send'), name) }) },
      async (ctx, { params, body }) => changeMass(ctx, form, params.id, body.values),
    ),
    route(
      contract,
      'POST /api/admin/mass-sends/:id/start',
      {
        ...WRITE,
        audit: (_in, { name }) => ({ summary: named(words('下发群发任务', 'Started the mass send'), name) }),
      },
      async (ctx, { params, body }) => startMass(ctx, form, params.id, body.expected),
    ),
    route(
      contract,
      'POST /api/admin/mass-sends/:id/stop',
      { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('停止群发', 'Stopped the mass send'), name) }) },
      async (ctx, { params }) => stopMass(ctx, form, params.id),
    ),
    route(
      contract,
      'POST /api/admin/mass-sends/:id/reminder',
      { ...WRITE, audit: words('提醒导购发送群发', 'Reminded staff of a mass send') },
      async (ctx, { params }) => remindNow(ctx, params.id),
    ),
    route(contract, 'GET /api/admin/mass-sends/:id/tasks', READ, async (ctx, { params, query }) =>
      listTasks(ctx, params.id, query),
    ),
    route(contract, 'GET /api/admin/mass-sends/:id/result', READ, async (ctx, { params }) =>
      readMassResult(ctx, params.id),
    ),
    route(contract, 'GET /api/admin/settings/mass-rule', READ, async (ctx) => readRule(ctx)),
    route(
      contract,
      'PUT /api/admin/settings/mass-rule',
      { ...WRITE, audit: words('修改企微群发规则', 'Changed the rule of mass messages') },
      async (ctx, { body }) => {
        await putSetting(ctx, massRule, body);
        return readRule(ctx);
      },
    ),
  ];
}
