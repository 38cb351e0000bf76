import type { Ctx } from '../../platform/ctx.ts';
import { isOpenAt } from './page.ts';
import type { PageKind } from './ports.ts';
import { type OpenVersion, readOpen, readStamp } from './queries.ts';

type ShownPage = Pick<OpenVersion, 'id' | 'name' | 'version' | 'blocks'>;
/** The page of a kind that is shown at this moment; a free page by its id. Null: none. */
export type LiveNow = (ctx: Ctx, kind: PageKind, id: string | null) => Promise<ShownPage | null>;

/** What is published lies in memory under a stamp that every change moves on: a request reads one number, and whether a time has come is asked of the moment. */
export function keepLive(): LiveNow {
  let kept: { readonly stamp: number; readonly versions: readonly OpenVersion[] } | null = null;
  return async (ctx, kind, id) => {
    const stamp = await readStamp(ctx);
    const known = kept?.stamp === stamp ? kept : { stamp, versions: await readOpen(ctx) };
    kept = known;
    return known.versions
      .filter((one) => one.kind === kind && (id === null || one.id === id) && isOpenAt(one, ctx.now()))
      .reduce<OpenVersion | null>((best, one) => (best === null || isLater(one, best) ? one : best), null);
  };
}

/** Of pages of one kind, too, the one goes first that began last. */
function isLater(one: OpenVersion, other: OpenVersion): boolean {
  const later = one.startsAt.getTime() - other.startsAt.getTime();
  const published = one.publishedAt.getTime() - other.publishedAt.getTime();
  return later > 0 || (later === 0 && (published > 0 || (published === 0 && one.version > other.version)));
}
