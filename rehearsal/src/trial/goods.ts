import type { TrialPersona } from '@huoshui/contracts/trial';
import type { Api } from '../api.ts';
import { inTurns } from '../in-turns.ts';
import type { Random } from '../random.ts';
import type { Goods } from '../world.ts';

export type Priced = Goods & { readonly skus: readonly { readonly id: string; readonly price: number }[] };

/** More than anybody's basket needs; the newest of a big shop. */
const MOST_GOODS = 200;
const MOST_LINES = 8;

export async function readPriced(api: Api, cookie: string): Promise<Priced[]> {
  const query = { status: 'on_sale', limit: MOST_GOODS } as const;
  const { items } = await api('GET /api/admin/products', { cookie, query });
  const found = new Map<string, Priced>();
  await inTurns(
    items.filter(({ sale, available }) => sale === 'open' && available > 0),
    async ({ id }) => {
      const { categoryId, skus } = await api('GET /api/admin/products/:id', { cookie, params: { id } });
      const priced = skus.filter(({ available }) => available > 0).map((sku) => ({ id: sku.id, price: sku.price }));
      if (priced.length > 0)
        found.set(id, { productId: id, categoryId, skuIds: priced.map((sku) => sku.id), skus: priced });
    },
  );
  // In the order of the list, however their answers came.
  return items.flatMap(({ id }) => found.get(id) ?? []);
}

export type Line = { readonly skuId: string; readonly quantity: number; readonly goods: Priced };

/** A basket near what hers come to, of the categories she likes. */
export function fillBasket(dice: Random, goods: readonly Priced[], persona: TrialPersona): Line[] {
  const lines: Line[] = [];
  const most = persona.basketFen * 1.15;
  for (let sum = 0; sum < persona.basketFen * 0.8 && lines.length < MOST_LINES; ) {
    const one = dice.pick(likedBy(dice, goods, persona).filter(({ productId }) => !isIn(lines, productId)));
    const sku = one && dice.pick(one.skus);
    if (!one || !sku) break;
    // What would go far beyond is left out, unless there is nothing yet.
    if (lines.length > 0 && sum + sku.price > most) break;
    const quantity = sum + 2 * sku.price <= most && dice.chance(0.3) ? 2 : 1;
    lines.push({ skuId: sku.id, quantity, goods: one });
    sum += sku.price * quantity;
  }
  return lines;
}

const isIn = (lines: readonly Line[], productId: string) => lines.some(({ goods }) => goods.productId === productId);

function likedBy(dice: Random, goods: readonly Priced[], { categories }: TrialPersona): readonly Priced[] {
  let left = dice.next();
  for (const { id, share } of categories) {
    left -= share;
    if (left < 0) {
      const there = goods.filter(({ categoryId }) => categoryId === id);
      return there.length > 0 ? there : goods;
    }
  }
  return goods;
}
