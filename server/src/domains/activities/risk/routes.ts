import { activityRiskContract as contract } from '@huoshui/contracts/activity-risk';
import { named, words } from '@huoshui/contracts/words';
import { readForm } from '../../../platform/form/read.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { listedForm, listListed, listMember, takeOff } from './blacklist.ts';
import { decideCase } from './decide.ts';
import { listCases, readCase } from './list-cases.ts';
import { riskForm, riskRules } from './rules.ts';

const read = { can: 'activities.read' } as const;
const write = { can: 'activities.write' } as const;

export function riskRoutes(kinds: BenefitKinds): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/activity-cases', read, async (ctx, { query }) => listCases(ctx, query)),
    route(
      contract,
      'POST /api/admin/activity-cases/:id/decision',
      {
        ...write,
        audit: ({ body }, { activity }) => ({
          summary: named(
            body.outcome === 'released'
              ? words('放行了活动里扣下的一条', 'Released what was held in the activity')
              : words('拒绝了活动里扣下的一条', 'Refused what was held in the activity'),
            `${activity.name} · ${body.because}`,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        await decideCase(ctx, kinds, params.id, body);
        return readCase(ctx, params.id);
      },
    ),
    route(contract, 'GET /api/admin/settings/activity-risk', read, async (ctx) => ({
      values: await getSetting(ctx, riskRules),
    })),
    route(
      contract,
      'PUT /api/admin/settings/activity-risk',
      { ...write, audit: words('修改活动风控规则', 'Changed the risk rules of activities') },
      async (ctx, { body }) => {
        const stored = await getSetting(ctx, riskRules);
        await putSetting(ctx, riskRules, await readForm(ctx, riskForm, body, { stored }));
        return { values: await getSetting(ctx, riskRules) };
      },
    ),
    route(contract, 'GET /api/admin/activity-blacklist', read, async (ctx, { query }) => listListed(ctx, query)),
    route(
      contract,
      'POST /api/admin/activity-blacklist',
      {
        ...write,
        audit: (_, { label }) => ({
          summary: named(words('列入活动黑名单', 'Put on the blacklist of activities'), label),
        }),
      },
      async (ctx, { body }) => listMember(ctx, await readForm(ctx, listedForm, body)),
    ),
    route(
      contract,
      'DELETE /api/admin/activity-blacklist/:id',
      { ...write, audit: words('移出活动黑名单', 'Took off the blacklist of activities') },
      async (ctx, { params }) => {
        await takeOff(ctx, params.id);
        return { ok: true as const };
      },
    ),
  ];
}
