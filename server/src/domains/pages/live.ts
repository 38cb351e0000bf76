import { isDeepStrictEqual } from 'node:util';
import type { Ctx } from '../../platform/ctx.ts';
import { running } from '../experiments/index.ts';
import { isOpenAt } from './page.ts';
import type { PageKind } from './ports.ts';
import { type OpenVersion, readOpen, readStamp } from './queries.ts';
import { subjectId, TESTED, type Tests } from './tested-block.ts';

/** With what is tested of it: a block that is not what it was when its experiment began rests. */
type Kept = OpenVersion & { readonly tests: Tests };
type ShownPage = Pick<Kept, 'id' | 'name' | 'version' | 'blocks' | 'tests'>;
/** The page of a kind that is shown at this moment; a free page by its id. Null: none. */
export type LiveNow = (ctx: Ctx, kind: PageKind, id: string | null) => Promise<ShownPage | null>;

/** What is published lies in memory under a stamp that every change moves on: a request reads one number, and whether a time has come is asked of the moment. */
export function keepLive(): LiveNow {
  let kept: { readonly stamp: number; readonly versions: readonly Kept[] } | null = null;
  return async (ctx, kind, id) => {
    const stamp = await readStamp(ctx);
    const known = kept?.stamp === stamp ? kept : { stamp, versions: await readKept(ctx) };
    kept = known;
    return known.versions
      .filter((one) => one.kind === kind && (id === null || one.id === id) && isOpenAt(one, ctx.now()))
      .reduce<Kept | null>((best, one) => (best === null || isLater(one, best) ? one : best), null);
  };
}

/** Of pages of one kind, too, the one goes first that began last. */
function isLater(one: OpenVersion, other: OpenVersion): boolean {
  const later = one.startsAt.getTime() - other.startsAt.getTime();
  const published = one.publishedAt.getTime() - other.publishedAt.getTime();
  return later > 0 || (later === 0 && (published > 0 || (published === 0 && one.version > other.version)));
}

async function readKept(ctx: Ctx): Promise<readonly Kept[]> {
  const [versions, experiments] = [await readOpen(ctx), await running.all(ctx, TESTED)];
  return versions.map((one) => ({
    ...one,
    tests: new Map(
      one.blocks.flatMap(({ key, values }) => {
        const test = experiments.get(subjectId(one.id, key));
        return test !== undefined && isDeepStrictEqual(values, test.stands) ? [[key, test] as const] : [];
      }),
    ),
  }));
}
