import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { pageContract } from '@huoshui/contracts/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { running } from '../experiments/index.ts';
import { findByPersonNo } from '../members/index.ts';
import { isForHer } from './fill.ts';
import type { Her } from './ports.ts';
import type { Showing } from './show-page.ts';
import { blockCalled } from './tested-block.ts';

type Shape = (typeof pageContract)['POST /api/shop/page/exposures'];

/**
 * A phone says that an arm was on her screen. It counts once, and only where the page would show her that arm now: an experiment that has ended since, a
 * block that is not for her, or the arm of who she was before two records became one, count for nothing.
 */
export async function tellSeen(
  ctx: Ctx,
  { live, isFor }: Pick<Showing, 'live' | 'isFor'>,
  her: Her,
  { kind, page: pageId, block: key, experiment, arm }: RouteIn<Shape>['body'],
): Promise<RouteOut<Shape>> {
  const page = await live(ctx, kind, kind === 'free' ? pageId : null);
  const test = page?.id === pageId ? page.tests.get(key) : undefined;
  const block = page?.blocks.find((one) => one.key === key);
  if (page === null || block === undefined || test?.id !== experiment) return { counted: false };
  if (!(await isForHer(ctx, isFor, block, her))) return { counted: false };
  const hers = (await running.armsFor(ctx, her, [test])).get(test.no);
  if (hers?.arm !== arm) return { counted: false };
  const tester = (await findByPersonNo(ctx, [her.personNo])).get(her.personNo)?.tester ?? false;
  const about = blockCalled({ kind, name: page.name }, block);
  await inTransaction(ctx, async (ctx) => running.expose(ctx, { ...her, tester }, test, { arm, about }));
  return { counted: true };
}
