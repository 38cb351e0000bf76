import { operatorContract } from '@huoshui/contracts/operators';
import { type Words, words } from '@huoshui/contracts/words';
import { role as roles } from '@huoshui/contracts/words/operators';
import { type Route, route } from '../../platform/routes.ts';
import { changeDemand, readDemand } from './second-factor/demand.ts';
import { resetSecondFactorOf } from './second-factor/reset.ts';
import {
  beginSetUp,
  confirmSetUp,
  readSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor/set-up.ts';
import { hashToken } from './session.ts';
import { operatorId, tokenOf } from './who-asks.ts';

/** A wrong code is counted all the same, so a refusal must not undo what was written; bodies are secrets, so the audit log gets none. */
const own = (summary: Words) =>
  ({
    operator: true,
    transaction: false,
    perMinute: { always: 10 },
    audit: () => ({ summary, details: {} }),
  }) as const;

export const secondFactorRoutes: readonly Route[] = [
  route(operatorContract, 'GET /api/admin/session/second-factor', { operator: true }, async (ctx) =>
    readSecondFactor(ctx, operatorId(ctx)),
  ),
  route(
    operatorContract,
    'POST /api/admin/session/second-factor',
    own(words('开始设置两步验证', 'Began to set two-factor sign-in up')),
    async (ctx, { body }) => beginSetUp(ctx, operatorId(ctx), body),
  ),
  route(
    operatorContract,
    'POST /api/admin/session/second-factor/confirmation',
    own(words('开启两步验证', 'Turned two-factor sign-in on')),
    async (ctx, { body, request }) =>
      confirmSetUp(ctx, operatorId(ctx), { ...body, tokenHash: hashToken(tokenOf(request)) }),
  ),
  route(
    operatorContract,
    'POST /api/admin/session/second-factor/recovery-codes',
    own(words('更换恢复码', 'Made new recovery codes')),
    async (ctx, { body }) => renewRecoveryCodes(ctx, operatorId(ctx), body.code),
  ),
  route(
    operatorContract,
    'POST /api/admin/session/second-factor/removal',
    own(words('关闭两步验证', 'Turned two-factor sign-in off')),
    async (ctx, { body }) => {
      await removeSecondFactor(ctx, operatorId(ctx), body);
      return { ok: true };
    },
  ),
  route(
    operatorContract,
    'DELETE /api/admin/operators/:id/second-factor',
    {
      can: 'operators.write',
      audit: (_, { login }) => ({
        summary: words(`重置账号 ${login} 的两步验证`, `Reset two-factor sign-in of the account ${login}`),
      }),
    },
    async (ctx, { params }) => resetSecondFactorOf(ctx, params.id),
  ),
  route(operatorContract, 'GET /api/admin/settings/second-factor', { can: 'operators.read' }, async (ctx) =>
    readDemand(ctx),
  ),
  route(
    operatorContract,
    'PUT /api/admin/settings/second-factor',
    {
      can: 'operators.write',
      audit: ({ body }) => {
        const said = (language: 'zh' | 'en') => body.roles.map((role) => roles[role][language]);
        return {
          summary:
            body.roles.length === 0
              ? words('不再要求两步验证', 'Two-factor sign-in is asked of nobody any more')
              : words(
                  `要求两步验证：${said('zh').join('、')}，宽限 ${body.graceDays} 天`,
                  `Two-factor sign-in is asked of: ${said('en').join(', ')}, within ${body.graceDays} days`,
                ),
        };
      },
    },
    async (ctx, { body }) => changeDemand(ctx, body),
  ),
];
