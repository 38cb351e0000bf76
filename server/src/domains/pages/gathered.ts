import type { Ctx } from '../../platform/ctx.ts';
import { createGatherer } from '../../platform/gather.ts';
import type { Her, Ports } from './ports.ts';

/** A question whose answer is the same for whoever asks it at one moment. */
function once<Question, Answer extends object>(
  read: (ctx: Ctx, question: Question) => Promise<Answer>,
): (ctx: Ctx, question: Question) => Promise<Answer> {
  const ask = createGatherer<{ readonly ctx: Ctx; readonly name: string; readonly question: Question }, Answer>({
    async work(asks) {
      const byName = new Map<string, Promise<Answer>>();
      return Promise.all(
        asks.map(async ({ ctx, name, question }) => {
          const answer = byName.get(name) ?? read({ ...ctx, actor: { kind: 'system' } }, question);
          byName.set(name, answer);
          return answer;
        }),
      );
    },
    // Nobody waits for company: what comes while one is read is the next group.
    lingerMs: 0,
    most: 200,
    lanes: 2,
    isCertain: () => true,
  });
  return async (ctx, question) => ask({ ctx, name: JSON.stringify(question ?? null), question });
}

/** Of those who open a page at one moment what is the same for all is read once, and their coupons together. */
export function gathered(ports: Ports): Ports {
  const products = once(ports.products);
  const articles = once(ports.articles);
  const themes = once(ports.themes);
  const heroes = once(async (ctx: Ctx, _all: null) => ports.heroes(ctx));
  const categories = once(async (ctx: Ctx, _all: null) => ports.categories(ctx));
  const coupons = createGatherer<
    { readonly ctx: Ctx; readonly her: Her },
    Awaited<ReturnType<Ports['coupons']>>[number]
  >({
    async work(asks) {
      const [first] = asks;
      if (first === undefined) return [];
      return ports.coupons(
        { ...first.ctx, actor: { kind: 'system' } },
        asks.map(({ her }) => her),
      );
    },
    lingerMs: 0,
    most: 100,
    lanes: 2,
    isCertain: () => true,
  });
  return {
    ...ports,
    products,
    articles,
    themes,
    heroes: async (ctx) => heroes(ctx, null),
    categories: async (ctx) => categories(ctx, null),
    coupons: async (ctx, persons) => Promise.all(persons.map(async (her) => coupons({ ctx, her }))),
  };
}
