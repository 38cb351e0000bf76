import { analyticsContract as contract } from '@huoshui/contracts/analytics';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { retentionAims, retentionAimsForm } from './retention-aims.ts';

export const aimRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/settings/retention-aims', { can: 'analytics.read' }, async (ctx) =>
    getSetting(ctx, retentionAims),
  ),
  route(
    contract,
    'PUT /api/admin/settings/retention-aims',
    { can: 'analytics.write', audit: words('修改留存目标', 'Changed the aims of the retention') },
    async (ctx, { body }) => {
      const { aims } = await readForm(ctx, retentionAimsForm, body);
      await putSetting(ctx, retentionAims, { aims: aims.map((aim) => ({ ...aim })) });
      return getSetting(ctx, retentionAims);
    },
  ),
];
