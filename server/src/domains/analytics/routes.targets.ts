import { targetContract as contract } from '@huoshui/contracts/targets';
import { joinWords, named, type Words, words } from '@huoshui/contracts/words';
import { targetFigure } from '@huoshui/contracts/words/targets';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { acknowledge } from './anomalies/acknowledge.ts';
import { listAnomalies } from './anomalies/list.ts';
import { runTargets } from './targets/progress.ts';
import { changeTarget, createTarget, forgetTarget, listTargets } from './targets/target.ts';

const read = { can: 'analytics.read' } as const;
const write = { can: 'analytics.write' } as const;
type Told = { readonly id: string; readonly figure: keyof typeof targetFigure; readonly from: string };
const told =
  (deed: Words) =>
  (_input: unknown, { id, figure, from }: Told) => ({
    entityId: id,
    summary: {
      zh: named(deed, `${from} ${targetFigure[figure].zh}`).zh,
      en: named(deed, `${from} ${targetFigure[figure].en}`).en,
    },
  });

export const targetRoutes: readonly Route[] = [
  heavy(
    route(contract, 'GET /api/admin/reports/targets', read, async (ctx, { query }) => ({
      items: await runTargets(ctx, query.asOf),
    })),
  ),
  route(contract, 'GET /api/admin/targets', read, async (ctx, { query }) => listTargets(ctx, query)),
  route(
    contract,
    'POST /api/admin/targets',
    { ...write, audit: told(words('新建经营目标', 'Set the target')) },
    async (ctx, { body }) => createTarget(ctx, body.values),
  ),
  route(
    contract,
    'PUT /api/admin/targets/:id',
    { ...write, audit: told(words('修改经营目标', 'Changed the target')) },
    async (ctx, { params, body }) => changeTarget(ctx, params.id, body.values),
  ),
  route(
    contract,
    'DELETE /api/admin/targets/:id',
    { ...write, audit: words('删除经营目标', 'Took a target away') },
    async (ctx, { params }) => {
      await forgetTarget(ctx, params.id);
      return { ok: true as const };
    },
  ),
  route(contract, 'GET /api/admin/anomalies', read, async (ctx, { query }) => listAnomalies(ctx, query)),
  route(
    contract,
    'POST /api/admin/anomalies/:id/acknowledgement',
    {
      ...write,
      audit: (_input, { id, sentence }) => ({
        entityId: id,
        summary: joinWords([words('看过异常：', 'Looked at: '), sentence], words('', '')),
      }),
    },
    async (ctx, { params }) => acknowledge(ctx, params.id),
  ),
];
