import { sql } from 'kysely';
import { createPromotion } from '../../server/src/domains/pricing/change-promotion.ts';
import { discountKinds } from '../../server/src/domains/pricing/domain.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';

const DAY_MS = 86_400_000;

/** Rules of seven kinds for all goods or for some, that begin one after another; every fifth adds to all others. */
export async function fillRules(ctx: Ctx, many: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from catalog.product order by id`.execute(ctx.db);
  const products = rows.map(({ id }) => id);
  for (let n = 0; n < many; n += 1) {
    const [kind = '', own = {}] = kinds(n)[n % 7] ?? [];
    const layer = discountKinds.find((one) => one.kind === kind)?.layer;
    const stacking = layer === 'unit' ? {} : { stackMode: n % 5 === 0 ? 'stack' : 'best', stackPriority: n % 3 };
    const from = Date.now() + (n % 4) * DAY_MS - 60_000;
    await createPromotion(ctx, discountKinds, {
      kind,
      values: { name: `活动 ${n}`, scope: scopeAt(n, products), ...own, ...stacking },
      startsAt: new Date(from).toISOString(),
      endsAt: new Date(from + 20 * DAY_MS).toISOString(),
    });
  }
}

function scopeAt(n: number, products: readonly string[]) {
  const some = n % 2 === 0 ? [] : products.filter((_, at) => (at + n) % 97 < 12).slice(0, 200);
  return { kind: some.length === 0 ? 'all' : 'products', ids: some, exceptProductIds: [] };
}

function kinds(n: number): readonly (readonly [string, object])[] {
  return [
    ['amount_off', { tiers: [{ threshold: 2_000 + n * 100, off: 200 + n * 10 }] }],
    ['percent_off', { tiers: [{ threshold: 1_000, percentOff: 3 + (n % 9), cap: null }] }],
    ['each_amount_off', { per: 10_000 + n * 50, off: 500 + n * 5, times: 3 }],
    ['nth_piece', { nth: 2 + (n % 2), percentOff: 30 + (n % 20), counts: 'same', most: null }],
    ['pieces_percent', { tiers: [{ pieces: 2 + (n % 3), percentOff: 5 + (n % 10) }] }],
    ['pieces_for', { pieces: 3, price: 3_000 + n * 100, counts: 'same', most: null }],
    ['fixed_price', { how: 'percent', price: null, percentOff: 5 + (n % 5), most: null }],
  ];
}
