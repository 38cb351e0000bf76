import { words } from '@huoshui/contracts/words';
import { actsOf } from '../../platform/acts.ts';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Domain } from '../../platform/domain.ts';
import { guessing } from './attempts.ts';
import { chainState, checkAudit } from './chain/check.ts';
import { sealAudit } from './chain/seal.ts';
import { colleaguePicks } from './colleagues.ts';
import { createFirstOwner } from './create.ts';
import { operatorErrors } from './errors.ts';
import { forgetSessions } from './forget-sessions.ts';
import { countEnding } from './keys/key.ts';
import { allows } from './permissions.ts';
import { countGuessing } from './queries.ts';
import { operatorRoutes } from './routes.admin.ts';

type Ports = {
  /** Everything that is mounted: who signs in is told what of it she may do. */
  readonly mounted: () => readonly Domain[];
};

export const operators = ({ mounted }: Ports): Domain => ({
  name: 'operators',
  routes: operatorRoutes((standing) => actsOf(mounted(), allows, standing)),
  sweeps: [forgetSessions, sealAudit, checkAudit],
  errors: operatorErrors,
  picks: colleaguePicks,
  work: async (ctx) => [
    {
      kind: 'operators.guessing',
      words: words('有人在猜登录密码', 'Somebody is guessing passwords'),
      count: await countGuessing(ctx, guessing, new Date(ctx.now().getTime() - DAY_MS)),
      to: '/settings/audit?area=session',
      needs: 'operators.read',
    },
    {
      kind: 'operators.keys_ending',
      words: words('API 密钥快到期了', 'API keys end soon'),
      count: await countEnding(ctx),
      to: '/settings/api-keys',
      needs: 'api_keys.read',
    },
    {
      kind: 'operators.audit_broken',
      words: words('操作日志被改动过', 'The audit log was tampered with'),
      count: (await chainState(ctx)).broken === null ? 0 : 1,
      to: '/settings/audit',
      needs: 'audit.read',
    },
  ],
  prepare: async (ctx) => {
    const { firstOwner } = ctx.config;
    if (firstOwner !== null) await createFirstOwner(ctx, { ...firstOwner, name: '店主' });
  },
});
