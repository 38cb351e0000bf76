import type { RouteOut } from '@huoshui/contracts/contract';
import type { pageContract } from '@huoshui/contracts/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { running } from '../experiments/index.ts';
import type { LiveNow } from './live.ts';
import { nextAfter, type PageRow, shownAt, stateOfPage, stateOfVersion, type VersionRow } from './page.ts';
import { versionsOf } from './queries.ts';
import { subjectId, subjectParts, TESTED } from './tested-block.ts';

export type PageView = RouteOut<(typeof pageContract)['GET /api/admin/pages/:id']>;
type Summary = RouteOut<(typeof pageContract)['GET /api/admin/pages']>['items'][number];
type VersionView = RouteOut<(typeof pageContract)['GET /api/admin/pages/:id/versions']>['items'][number];

const FREE_PAGE = 'pages/pages/page';

export async function presentPages(ctx: Ctx, live: LiveNow, rows: readonly PageRow[]): Promise<Summary[]> {
  const versions = await versionsOf(
    ctx,
    rows.map(({ no }) => no),
  );
  return Promise.all(rows.map(async (row) => presentOne(ctx, live, row, versions.get(row.no) ?? [])));
}

async function presentOne(ctx: Ctx, live: LiveNow, row: PageRow, versions: readonly VersionRow[]): Promise<Summary> {
  const { id, name, kind, saves, updatedAt } = row;
  const now = ctx.now();
  const shown = shownAt(versions, now);
  const next = nextAfter(versions, now);
  const shopsOwn = shown === null || kind === 'free' ? id : (await live(ctx, kind, null))?.id;
  return {
    ...{ id, name, kind },
    state: stateOfPage(versions, now),
    live: shown && presentVersion(shown, now),
    next: next && presentVersion(next, now),
    behind: shopsOwn !== id,
    edited: versions.length > 0 && saves > Math.max(...versions.map((one) => one.saves)),
    path: kind === 'free' ? `${FREE_PAGE}?id=${id}` : null,
    updatedAt: updatedAt.toISOString(),
  };
}

export function presentVersion(row: VersionRow, now: Date): VersionView {
  const { version, startsAt, endsAt, publishedAt, publishedBy, withdrawnAt, blocks } = row;
  return {
    ...{ version, publishedBy, blocks },
    state: stateOfVersion(row, now),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    publishedAt: publishedAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  };
}

export async function presentPage(ctx: Ctx, live: LiveNow, row: PageRow): Promise<PageView> {
  const [summary] = await presentPages(ctx, live, [row]);
  if (summary === undefined) throw new Error('a page was left without its summary');
  const experiments = await running.on(ctx, TESTED, subjectId(row.id, ''));
  return {
    ...summary,
    blocks: [...row.blocks],
    saves: row.saves,
    experiments: experiments.map(({ id, name, state, subjectId }) => ({
      ...{ id, name, state },
      block: subjectParts(subjectId).key,
    })),
  };
}
