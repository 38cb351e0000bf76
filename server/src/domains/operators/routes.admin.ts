import { operatorContract } from '@huoshui/contracts/operators';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { role as roles } from '@huoshui/contracts/words/operators';
import type { FastifyReply } from 'fastify';
import type { Ctx, Standing } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { auditTable, listAudit } from './audit.ts';
import { chainState, checkNow } from './chain/check.ts';
import { changeOperator } from './change.ts';
import { changeOwnPassword } from './change-password.ts';
import { findColleagues } from './colleagues.ts';
import { createOperator } from './create.ts';
import { deviceCookie, deviceMs, deviceOf, rememberDevice } from './device.ts';
import { operatorErrors } from './errors.ts';
import { listAccounts } from './list.ts';
import { type Operator, presentOperator } from './operator.ts';
import { permissionsOf } from './permissions.ts';
import { deleteSession, findOperator } from './queries.ts';
import { keyRoutes } from './routes.keys.ts';
import { secondFactorRoutes } from './routes.second-factor.ts';
import { dueAt, isDue, secondFactorRules } from './second-factor/rules.ts';
import { codeRefusal } from './second-factor/set-up.ts';
import { hashToken, longestMs, sessionCookie } from './session.ts';
import { endSessions, endSessionsOf, findSessions } from './sessions.ts';
import { type SignInOutcome, signIn } from './sign-in.ts';
import type { OperatorRow } from './tables.ts';
import { operatorId, tokenOf } from './who-asks.ts';

type ActsOf = (standing: Standing) => string[];

const sessionRoutes = (actsOf: ActsOf): readonly Route[] => [
  // A refused try is counted all the same, so a refusal must not undo what was written.
  route(
    operatorContract,
    'POST /api/admin/session',
    { open: true, transaction: false },
    async (ctx, { body, request, reply }) => {
      const device = request.cookies[deviceCookie];
      const known = deviceOf(ctx, device, body.login);
      const outcome = await signIn(ctx, {
        ...body,
        address: request.ip,
        device: known,
        userAgent: request.headers['user-agent'] ?? '',
      });
      if (outcome.kind === 'too_many_attempts') {
        reply.header('retry-after', Math.ceil(outcome.waitMs / 1000));
        throw operatorErrors.error('too_many_attempts', { seconds: Math.ceil(outcome.waitMs / 1000) });
      }
      if (outcome.kind !== 'signed_in') throw refusalOfSignIn(outcome);
      reply.setCookie(sessionCookie, outcome.token, cookieOptions(ctx, longestMs));
      reply.setCookie(deviceCookie, rememberDevice(ctx, device, body.login), cookieOptions(ctx, deviceMs));
      return describeSession(ctx, outcome.operator, actsOf);
    },
  ),
  route(operatorContract, 'GET /api/admin/session', { operator: true }, async (ctx) => {
    const operator = await findOperator(ctx, operatorId(ctx));
    if (operator === null) throw platformErrors.error('sign_in_required');
    return describeSession(ctx, operator, actsOf);
  }),
  route(
    operatorContract,
    'DELETE /api/admin/session',
    { operator: true, audit: words('退出控制台', 'Signed out') },
    async (ctx, { request, reply }) => {
      await deleteSession(ctx, hashToken(tokenOf(request)));
      clearCookie(ctx, reply);
      return { ok: true };
    },
  ),
  // Its body is two passwords: the audit log gets empty details instead.
  route(
    operatorContract,
    'PUT /api/admin/session/password',
    {
      operator: true,
      perMinute: { always: 10 },
      audit: () => ({ summary: words('修改自己的密码', 'Changed the own password'), details: {} }),
    },
    async (ctx, { body, request }) => {
      await changeOwnPassword(ctx, operatorId(ctx), { ...body, token: tokenOf(request) });
      return { ok: true };
    },
  ),
  route(operatorContract, 'GET /api/admin/session/devices', { operator: true }, async (ctx, { request }) => ({
    items: await findSessions(ctx, operatorId(ctx), hashToken(tokenOf(request))),
  })),
  route(
    operatorContract,
    'DELETE /api/admin/session/devices',
    {
      operator: true,
      audit: (_, { ended }) => ({
        summary: words(`退出其他 ${ended} 处登录`, `Signed out elsewhere: ${ended}`),
        details: { ended },
      }),
    },
    async (ctx, { request }) => {
      const exceptTokenHash = hashToken(tokenOf(request));
      return { ended: await endSessions(ctx, operatorId(ctx), { exceptTokenHash }) };
    },
  ),
  route(
    operatorContract,
    'DELETE /api/admin/session/devices/:id',
    { operator: true, audit: words('退出一处登录', 'Signed out on one device') },
    async (ctx, { params }) => ({ ended: await endSessions(ctx, operatorId(ctx), { id: params.id }) }),
  ),
];

const sessionsOfOthers: readonly Route[] = [
  route(
    operatorContract,
    'GET /api/admin/operators/:id/sessions',
    { can: 'operators.read' },
    async (ctx, { params }) => ({
      items: await findSessions(ctx, params.id),
    }),
  ),
  route(
    operatorContract,
    'DELETE /api/admin/operators/:id/sessions',
    {
      can: 'operators.write',
      audit: (_, { ended, login }) => ({
        summary: words(
          `让账号 ${login} 退出全部 ${ended} 处登录`,
          `Signed the account ${login} out everywhere: ${ended}`,
        ),
        details: { ended },
      }),
    },
    async (ctx, { params }) => endSessionsOf(ctx, params.id, null),
  ),
  route(
    operatorContract,
    'DELETE /api/admin/operators/:id/sessions/:session',
    {
      can: 'operators.write',
      audit: ({ params }, { login }) => ({
        summary: words(`让账号 ${login} 退出一处登录`, `Signed the account ${login} out on one device`),
        details: { session: params.session },
      }),
    },
    async (ctx, { params }) => endSessionsOf(ctx, params.id, params.session),
  ),
];

const accountRoutes: readonly Route[] = [
  route(operatorContract, 'GET /api/admin/colleagues', { can: 'todos.read' }, async (ctx, { query }) => ({
    items: await findColleagues(ctx, query.q?.trim() ?? ''),
  })),
  route(operatorContract, 'GET /api/admin/operators', { can: 'operators.read' }, async (ctx, { query }) =>
    listAccounts(ctx, query),
  ),
  route(
    operatorContract,
    'POST /api/admin/operators',
    {
      can: 'operators.write',
      audit: (_, { login, name, role, stores }) => {
        const where = stores === null ? null : describeStores(stores);
        return {
          summary: words(
            `新建账号 ${login}（${name}，${roles[role].zh}${where === null ? '' : `，${where.zh}`}）`,
            `Created the account ${login} (${name}, ${roles[role].en}${where === null ? '' : `, ${where.en}`})`,
          ),
        };
      },
    },
    async (ctx, { body }) => createOperator(ctx, body),
  ),
  route(
    operatorContract,
    'PATCH /api/admin/operators/:id',
    {
      can: 'operators.write',
      audit: ({ body }, account) => ({
        summary: joinWords([
          words(`修改账号 ${account.login}：`, `Changed the account ${account.login}:`),
          describeChange(body, account),
        ]),
      }),
    },
    async (ctx, { params, body }) => changeOperator(ctx, params.id, body),
  ),
];

const auditRoutes: readonly Route[] = [
  route(operatorContract, 'GET /api/admin/audit', { can: 'audit.read' }, async (ctx, { query }) =>
    listAudit(ctx, query),
  ),
  route(
    operatorContract,
    'GET /api/admin/audit/export.csv',
    { can: 'audit.read', download: csvFile('audit') },
    async (ctx, { query }) => tableFile(await auditTable(ctx, query), query),
  ),
  route(operatorContract, 'GET /api/admin/audit/chain', { can: 'audit.read' }, async (ctx) => chainState(ctx)),
  // It reads the whole log: no transaction stays open for that.
  route(
    operatorContract,
    'POST /api/admin/audit/checks',
    { can: 'audit.write', transaction: false, perMinute: 6, audit: words('核对操作日志', 'Checked the audit log') },
    async (ctx) => checkNow(ctx),
  ),
];

/** `actsOf` tells by which routes an account may change something. */
export const operatorRoutes = (actsOf: ActsOf): readonly Route[] => [
  ...sessionRoutes(actsOf),
  ...accountRoutes,
  ...sessionsOfOthers,
  ...secondFactorRoutes,
  ...keyRoutes,
  ...auditRoutes,
];

async function describeSession(ctx: Ctx, operator: OperatorRow, actsOf: ActsOf) {
  const { demo, sandboxUrl } = ctx.config;
  const [shop, rules] = [await getSetting(ctx, shopSettings), await getSetting(ctx, secondFactorRules)];
  const due = isDue(ctx, operator, rules);
  const standing = due ? { ...operator, scopes: [] } : operator;
  return {
    operator: await presentOperator(ctx, operator),
    permissions: permissionsOf(standing),
    acts: actsOf(standing),
    secondFactor: { dueAt: operator.secondFactor ? null : (dueAt(rules, operator)?.toISOString() ?? null), due },
    shop: { name: shop.name, demo, sandbox: sandboxUrl !== null },
    now: ctx.now().toISOString(),
  };
}

type Change = {
  readonly name?: string;
  readonly role?: keyof typeof roles;
  readonly stores?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly password?: string;
};

function describeChange(change: Change, { stores }: Operator): Words {
  const parts = [
    change.name === undefined ? null : words(`名称 ${change.name}`, `name ${change.name}`),
    change.role === undefined ? null : words(`角色 ${roles[change.role].zh}`, `role ${roles[change.role].en}`),
    change.stores === undefined ? null : describeStores(stores),
    change.disabled === undefined ? null : change.disabled ? words('停用', 'disabled') : words('启用', 'enabled'),
    change.password === undefined ? null : words('重置密码', 'password reset'),
  ];
  const said = parts.filter((part) => part !== null);
  return joinWords(said, words('，', ', '));
}

function describeStores(stores: Operator['stores']): Words {
  if (stores === null) return words('全店', 'the whole shop');
  const names = stores.map(({ name }) => name);
  return words(`仅门店 ${names.join('、')}`, `only the stores ${names.join(', ')}`);
}

function cookieOptions(ctx: Ctx, lastsMs: number) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.config.publicUrl.startsWith('https://'),
    maxAge: lastsMs / 1000,
  } as const;
}

function clearCookie(ctx: Ctx, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, cookieOptions(ctx, longestMs));
}

function refusalOfSignIn(outcome: Exclude<SignInOutcome, { readonly kind: 'signed_in' | 'too_many_attempts' }>) {
  const { kind } = outcome;
  if (kind === 'wrong_credentials' || kind === 'disabled' || kind === 'code_needed') return operatorErrors.error(kind);
  return codeRefusal(outcome);
}
