import type { Ctx } from '../../../platform/ctx.ts';
import { trySaved } from '../../../platform/savepoint.ts';
import { type Brought, type GoodsDraft, shelf } from '../../catalog/index.ts';
import type { Format } from '../format.ts';
import type { ImportRow } from '../import.ts';
import { type Problem, problem } from '../row.ts';
import { type GoodsResult, readGoods } from './read-goods.ts';

/** A product takes ten statements: a transaction of so many is over within a second or two. */
const AT_ONCE = 100;

/** Goods as a file has them, into the catalogue. */
export function goodsFormat({ mapping, dryRun }: ImportRow): Format<GoodsResult> {
  return {
    atOnce: AT_ONCE,
    results: (text) => readGoods(text, mapping ?? { format: 'goods' }),
    rowsOf: ({ rows }) => rows,
    store: async (ctx, batch) => {
      const read = batch.flatMap((result) => ('draft' in result ? [result] : []));
      const brought = await bring(
        ctx,
        read.map(({ draft }) => draft),
        dryRun,
      );
      const refused = read.flatMap(({ row, line }, n): Problem[] => {
        const done = brought[n];
        return done?.outcome === 'refused' ? [problem(row, null, done.error.text, line)] : [];
      });
      const told = batch.flatMap((result) => ('problems' in result ? result.problems : []));
      const bad = batch.filter(
        (result) => 'problems' in result || brought[read.indexOf(result)]?.outcome === 'refused',
      );
      return {
        members: 0,
        orders: 0,
        leftOut: 0,
        products: count(brought, 'new'),
        updated: count(brought, 'changed'),
        errors: bad.reduce((sum, { rows }) => sum + rows, 0),
        problems: [...told, ...refused],
      };
    },
  };
}

/** A dry run does all of it and takes it back: what it says is what would be. */
async function bring(ctx: Ctx, drafts: readonly GoodsDraft[], dryRun: boolean): Promise<Brought[]> {
  if (!dryRun) return shelf.bring(ctx, drafts);
  let brought: Brought[] = [];
  const undo = new Error('a dry run is taken back');
  const error = await trySaved(ctx, async () => {
    brought = await shelf.bring(ctx, drafts);
    throw undo;
  });
  if (error !== undo) throw error;
  return brought;
}

function count(brought: readonly Brought[], outcome: 'new' | 'changed'): number {
  return new Set(brought.flatMap((one) => (one.outcome === outcome ? [one.productId] : []))).size;
}
