import type { Ctx } from './ctx.ts';
import { createGatherer, type GatherOptions } from './gather.ts';

type Options<Ask, Answer> = Omit<GatherOptions<unknown, unknown>, 'work' | 'from'> & {
  readonly work: (ctx: Ctx, asks: readonly Ask[]) => Promise<readonly Answer[]>;
};

/**
 * A function whose calls of one moment are done together (`createGatherer`), those of each database by themselves. Inside a
 * transaction only what that transaction asks is together: what it wrote is for nobody else to see.
 */
export function gathered<Ask, Answer>({ work, ...options }: Options<Ask, Answer>) {
  type Called = { readonly ctx: Ctx; readonly ask: Ask };
  const gatherers = new WeakMap<Ctx['db'], (called: Called) => Promise<Answer>>();
  return async (ctx: Ctx, ask: Ask): Promise<Answer> => {
    const known = gatherers.get(ctx.db);
    const gather =
      known ??
      createGatherer<Called, Answer>({
        ...options,
        work: async (group) => {
          const asks = group.map((one) => one.ask);
          return group[0] === undefined ? [] : work(group[0].ctx, asks);
        },
      });
    if (!known) gatherers.set(ctx.db, gather);
    return gather({ ctx, ask });
  };
}
