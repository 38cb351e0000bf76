import { marketingCalendarContract } from '@huoshui/contracts/marketing-calendar';
import { shopContract } from '@huoshui/contracts/shop';
import { joinWords, named, words } from '@huoshui/contracts/words';
import { callbackWork, listCallbacks, replayCallback } from './callbacks/list.ts';
import { forgetCallbacks, workOffCallbacks } from './callbacks/work-off.ts';
import type { Ctx } from './ctx.ts';
import type { Domain } from './domain.ts';
import { forgetFacts } from './forget-facts.ts';
import type { Form } from './form/form.ts';
import { formRoutes } from './form/routes.ts';
import { herStores } from './her-stores.ts';
import { readUpload } from './http/upload.ts';
import { forgetKeys } from './idempotency.ts';
import type { Mover } from './move-clock.ts';
import { listParked, parkedWork, retryParked } from './parked-facts.ts';
import type { MembersShown } from './people/people.ts';
import { peopleRoutes } from './people/routes.ts';
import { readMarketingCalendar } from './planned.ts';
import { platformErrors } from './platform-errors.ts';
import { reportRoutes } from './report/routes.ts';
import { type Route, route } from './routes.ts';
import { keepStatistics } from './statistics.ts';
import { demoProgress, putTask, recentTasks } from './tasks.ts';
import { findWork } from './work.ts';

const MOST_OF_A_VIDEO = 30 * 1024 * 1024;

/** What belongs to no domain: pictures, the task centre, the clock. `mover` comes later than the routes do. */
export function platformDomain(
  mover: () => Mover | null,
  others: readonly Domain[],
  allows: Parameters<typeof findWork>[2],
  members: MembersShown,
  sandbox: boolean,
): Domain {
  const reports = others.flatMap((domain) => domain.reports ?? []);
  const people = others.flatMap((domain) => domain.people ?? []);
  const listeners = others.flatMap((domain) => domain.listeners ?? []);
  const forms: Readonly<Record<string, Form>> = Object.assign(
    Object.fromEntries(reports.map(({ name, form }) => [`report.${name}`, form])),
    ...others.map((domain) => domain.forms ?? {}),
  );
  return {
    name: 'platform',
    errors: platformErrors,
    sweeps: [
      forgetKeys,
      forgetFacts(listeners),
      keepStatistics(),
      workOffCallbacks(Object.assign({}, ...others.map((domain) => domain.callbacks ?? {}))),
      forgetCallbacks(),
    ],
    routes: [
      ...formRoutes(forms),
      ...reportRoutes(reports),
      ...peopleRoutes(people, { members, allows }),
      route(
        shopContract,
        'POST /api/admin/files',
        {
          can: 'catalog.write',
          bodyLimit: 3 * 1024 * 1024,
          // A picture is read before anything is written, and may wait for others: nothing is held meanwhile.
          transaction: false,
          audit: words('上传图片', 'Uploaded a picture'),
        },
        async (ctx, { request }) => {
          const file = await readUpload(ctx, request, 2 * 1024 * 1024);
          if (!file) throw platformErrors.error('bad_input', { what: 'file' });
          return { url: await ctx.files.putImage(file.bytes), bytes: file.bytes.length };
        },
      ),
      route(
        shopContract,
        'POST /api/admin/videos',
        {
          can: 'catalog.write',
          bodyLimit: MOST_OF_A_VIDEO + 1024 * 1024,
          // A slow upload must not hold a transaction open.
          transaction: false,
          audit: words('上传视频', 'Uploaded a video'),
        },
        async (ctx, { request }) => {
          const file = await readUpload(ctx, request, MOST_OF_A_VIDEO);
          if (!file) throw platformErrors.error('bad_input', { what: 'file' });
          return { url: await ctx.files.putVideo(file.bytes), bytes: file.bytes.length };
        },
      ),
      route(shopContract, 'GET /api/admin/work', { operator: true }, async (ctx) => ({
        items: await findWork(
          ctx,
          [...others, { name: 'platform', work: parkedWork }, { name: 'platform', work: callbackWork }],
          allows,
        ),
      })),
      route(
        marketingCalendarContract,
        'GET /api/admin/marketing-calendar',
        { can: 'pricing.read' },
        async (ctx, { query }) => readMarketingCalendar(ctx, others, allows, query),
      ),
      route(shopContract, 'GET /api/admin/parked-facts', { can: 'settings.read' }, async (ctx, { query }) =>
        listParked(ctx, query),
      ),
      route(
        shopContract,
        'POST /api/admin/parked-facts/:id/retry',
        {
          can: 'settings.write',
          audit: ({ params }, out) => ({
            entityId: params.id,
            summary: joinWords(
              [
                out.handled
                  ? words('重试后处理了', 'Tried again and handled')
                  : words('重试仍没能处理', 'Tried again in vain'),
                out.words,
              ],
              words('：', ': '),
            ),
          }),
        },
        async (ctx, { params }) => retryParked(ctx, listeners, params.id),
      ),
      route(shopContract, 'GET /api/admin/callbacks', { can: 'settings.read' }, async (ctx, { query }) =>
        listCallbacks(ctx, query),
      ),
      route(
        shopContract,
        'POST /api/admin/callbacks/:id/replay',
        {
          can: 'settings.write',
          audit: (_in, { kind }) => ({
            summary: named(words('重新处理回调', 'Worked off once more the callback'), kind),
          }),
        },
        async (ctx, { params }) => replayCallback(ctx, params.id),
      ),
      route(shopContract, 'GET /api/admin/tasks', { operator: true }, async (ctx) => ({
        // What runs for the whole shop is none of a store's.
        items: herStores(ctx) === null ? await recentTasks(ctx) : [],
      })),
      route(
        shopContract,
        'PUT /api/admin/tasks/:id',
        {
          can: 'settings.write',
          audit: ({ body }) => ({
            area: 'tasks',
            summary: joinWords([words('更新任务：', 'Updated the task:'), body.title]),
            details: null,
          }),
        },
        async (ctx, { params, body }) => putTask(ctx, params.id, body),
      ),
      ...(sandbox ? clockRoutes(mover) : []),
    ],
  };
}

/** The clock of the sandbox; in production there is neither. */
function clockRoutes(mover: () => Mover | null): readonly Route[] {
  return [
    route(shopContract, 'GET /api/sandbox/clock', { open: true }, async (ctx) => clockState(ctx, mover())),
    route(shopContract, 'POST /api/sandbox/clock', { open: true, transaction: false }, async (ctx, { body }) => {
      const to = body.to ? new Date(body.to) : new Date(ctx.now().getTime() + (body.advanceMs ?? 0));
      const found = mover();
      // A process without listeners and sweeps could wake nothing on the way.
      if (found === null) throw platformErrors.error('clock_elsewhere');
      const moving = found.move(to, body.stepMs ?? 1000);
      if (body.wait) await moving;
      else moving.catch((error) => ctx.log.error({ err: error }, 'the clock stopped on its way'));
      return clockState(ctx, mover());
    }),
  ];
}

async function clockState(ctx: Ctx, mover: Mover | null) {
  const state = mover?.state() ?? { now: ctx.now(), offsetMs: 0, moving: false, target: null };
  const filling = await demoProgress(ctx);
  return { ...state, now: state.now.toISOString(), target: state.target?.toISOString() ?? null, filling };
}
