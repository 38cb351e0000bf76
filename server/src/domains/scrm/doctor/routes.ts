import { scrmDoctorContract as contract } from '@huoshui/contracts/scrm-doctor';
import { words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { examine, readCheckup } from './examine.ts';

export const doctorRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/wecom/checkup', { can: 'scrm.read' }, async (ctx) => readCheckup(ctx)),
  route(
    contract,
    'POST /api/admin/wecom/checkup',
    // It asks WeCom a dozen times, and makes a contact way or two that it deletes again.
    {
      can: 'scrm.write',
      transaction: false,
      audit: (_in, { findings }) => {
        const wrong = findings.filter(({ state }) => state === 'bad').length;
        return {
          summary: words(`检查企业微信配置：${wrong} 项有问题`, `Checked the configuration of WeCom: ${wrong} wrong`),
          details: null,
        };
      },
    },
    async (ctx) => examine(ctx),
  ),
];
