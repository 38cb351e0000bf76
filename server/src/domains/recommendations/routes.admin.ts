import { recommendationContract as contract } from '@huoshui/contracts/recommendations';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { findMembers } from '../members/index.ts';
import { recommendationErrors } from './errors.ts';
import { type Ports, sampleFor } from './recommended.ts';
import { readResult } from './result.ts';
import { rules, rulesForm } from './rules.ts';

const READ = { can: 'placements.read' } as const;

export function adminRoutes(ports: Ports): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/recommendations/knowledge', READ, async (ctx) => {
      const { asOf, members, habits, readMs, learnMs, goods } = await ports.keeper.renewed(ctx);
      return { asOf: asOf.toISOString(), members, habits, readMs, learnMs, products: goods.offered.size };
    }),
    route(contract, 'GET /api/admin/recommendations/sample', READ, async (ctx, { query }) => {
      const member = (await findMembers(ctx, [query.member])).get(query.member);
      if (!member) throw recommendationErrors.error('no_member');
      const from = query.product === undefined ? [] : [query.product];
      return sampleFor(ctx, ports, { memberId: member.id, personNo: member.personNo }, { slot: query.slot, from });
    }),
    route(contract, 'GET /api/admin/recommendations/result', READ, async (ctx, { query }) =>
      readResult(ctx, query.slot),
    ),
    route(contract, 'GET /api/admin/settings/recommendations', READ, async (ctx) => getSetting(ctx, rules)),
    route(
      contract,
      'PUT /api/admin/settings/recommendations',
      { can: 'placements.write', audit: words('修改推荐规则', 'Changed how goods are recommended') },
      async (ctx, { body }) => {
        await putSetting(ctx, rules, await readForm(ctx, rulesForm, body, { stored: await getSetting(ctx, rules) }));
        return getSetting(ctx, rules);
      },
    ),
  ];
}
