import type { RouteIn } from '@huoshui/contracts/contract';
import type { pageContract } from '@huoshui/contracts/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { defaultPages } from './default-pages.ts';
import { pageErrors } from './errors.ts';
import type { LiveNow } from './live.ts';
import type { Block, PageRow } from './page.ts';
import { type PageView, presentPage } from './present.ts';
import { findPages, insertPage, updatePage } from './queries.ts';
import { findTemplate } from './templates.ts';

type Body<K extends keyof typeof pageContract> = RouteIn<(typeof pageContract)[K]>['body'];

/** From a template, a copy of another page, or empty. Throws `pages.name_taken`, `not_found`. */
export async function createPage(ctx: Ctx, live: LiveNow, body: Body<'POST /api/admin/pages'>): Promise<PageView> {
  const { name, kind, template, copyOf } = body;
  const blocks =
    copyOf !== undefined
      ? (await mustFind(ctx, copyOf)).blocks
      : template === undefined
        ? defaultPages[kind]
        : (findTemplate(template)?.blocks ?? []);
  const id = newId('pge');
  if (!(await insertPage(ctx, { id, name: name.trim(), kind, blocks }))) throw pageErrors.error('name_taken');
  return readPage(ctx, live, id);
}

/** Sound or not: nobody sees it before it is published. Throws `pages.not_found`, `name_taken`. */
export async function savePage(
  ctx: Ctx,
  live: LiveNow,
  id: string,
  { name, blocks }: { readonly name: string; readonly blocks: readonly Block[] },
): Promise<PageView> {
  await mustFind(ctx, id);
  if (!(await updatePage(ctx, id, name.trim(), blocks))) throw pageErrors.error('name_taken');
  return readPage(ctx, live, id);
}

/** Throws `pages.not_found`. */
export async function readPage(ctx: Ctx, live: LiveNow, id: string): Promise<PageView> {
  return presentPage(ctx, live, await mustFind(ctx, id));
}

/** Throws `pages.not_found`. */
export async function mustFind(ctx: Ctx, id: string): Promise<PageRow> {
  const row = (await findPages(ctx, [id])).get(id);
  if (row === undefined) throw pageErrors.error('not_found', { id });
  return row;
}
