import { sql } from 'kysely';
import { createCategory } from '../../server/src/domains/catalog/category.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { inTransaction } from '../../server/src/platform/db.ts';
import { benchCtx } from '../orders/serve.ts';

const origins = ['海南', '云南', '山东', '新疆', '四川', '大理', '崇明', '东北', '广西', '福建'];
const kinds = ['有机', '散养', '当季', '现摘', '冷鲜', '手工', '老式', '低糖', '高山', '早熟'];
const things = [
  ...['草莓', '鸡蛋', '番茄', '苹果', '大米', '牛奶', '酸奶', '排骨', '牛腩', '三文鱼', '虾仁', '菠菜', '土豆', '玉米'],
  ...['豆腐', '香菇', '木耳', '蜂蜜', '茶叶', '核桃', '红枣', '面包', '蛋糕', '饼干', '酱油', '香醋', '花生油', '小米'],
];
const packs = ['500g', '1kg', '2 盒', '6 枚', '礼盒', '家庭装', '尝鲜装', '3 袋', '整箱', '一份'];
const asked = [
  ...things,
  ...things.slice(0, 10).map((thing, at) => `${kinds[at]}${thing}`),
  ...['cao mei', 'jidan', 'fanqie', 'niu nai', 'jd', 'cm', '散养鸡旦', '有机番', '新疆 红枣', '礼盒', '没有这种东西'],
];

/** So many products on sale, each name of four parts. */
export async function fillShelves(databaseUrl: string, many: number): Promise<void> {
  const ctx = benchCtx(databaseUrl);
  const category = await createCategory(ctx, { name: '全部' });
  for (let at = 0; at < many; at += 500)
    await inTransaction(ctx, async (ctx) => {
      for (let n = at; n < Math.min(many, at + 500); n += 1) {
        const name = `${pick(origins, n)}${pick(kinds, n / 10)}${pick(things, n / 100)} ${pick(packs, n / 1000)} ${n}`;
        await createProduct(ctx, { name, categoryId: category.id, price: 990 + (n % 5000) });
      }
    });
  // As the shop's worker does within seconds (platform/statistics); the bench has none.
  await sql`analyze`.execute(ctx.db);
  await ctx.db.destroy();
}

/** The path of the next search. */
export function someoneAsks(): () => string {
  let turn = 0;
  return () => {
    turn += 1;
    return `/api/shop/products?limit=20&q=${encodeURIComponent(pick(asked, turn))}`;
  };
}

function pick(from: readonly string[], at: number): string {
  return from[Math.floor(at) % from.length] ?? '';
}
