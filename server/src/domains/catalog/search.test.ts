import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createCategory } from './category.ts';
import { type Meant, nearTerms } from './near-terms.ts';
import { queryTerms } from './search-terms.ts';
import { createSynonym } from './synonyms/synonym.ts';
import { termsOf } from './terms.ts';
import { createProduct } from './testing.ts';

const app = await testApp();
const CATEGORY = '甲';

const word = fc.constantFrom('草莓', '草', '梅子', '莓子', '鸡蛋', '蛋', '蛋鸡', '红茶', '茶蛋', 'tea', 'Tee');
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
const text = fc.oneof(
  name,
  fc.constantFrom(
    'caomei',
    'cm',
    'jd',
    'jidna',
    '草霉子',
    '红蛋茶鸡蛋',
    '草莓莓子蛋',
    '鸡旦',
    '草莓 tea',
    '没有的',
    '蛋蛋蛋',
  ),
);

type Made = { readonly id: string; readonly name: string; readonly subtitle: string; readonly sort: number };

afterEach(async () => {
  await sql`update catalog.product set status = 'off_sale'`.execute(app.ctx.db);
  await sql`delete from catalog.synonym`.execute(app.ctx.db);
});

describe('search', () => {
  it('finds what was just saved in the index itself: nothing waits beside it to be read by every search', async () => {
    await createProduct(app.ctx, { name: '刚上架的草莓', tags: ['新品'] });
    const { rows } = await sql`
      select gin_clean_pending_list('catalog.product_search') as terms, gin_clean_pending_list('catalog.product_tags') as tags
    `.execute(app.ctx.db);
    expect(rows).toEqual([{ terms: 0, tags: 0 }]);
  });

  it('finds what a look at every product finds, in the same order, whatever is asked and however it is said otherwise', async () => {
    const category = await createCategory(app.ctx, { name: CATEGORY });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name, subtitle: fc.oneof(fc.constant(''), name), sort: fc.integer({ min: 0, max: 2 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.option(word, { nil: null }),
        async (products, asked, other) => {
          await sql`update catalog.product set status = 'off_sale'`.execute(app.ctx.db);
          await sql`delete from catalog.synonym`.execute(app.ctx.db);
          const made: Made[] = [];
          for (const facts of products) {
            const { id } = await createProduct(app.ctx, { ...facts, categoryId: category.id });
            made.push({ id, ...facts });
          }
          if (other !== null && other !== '蛋')
            await createSynonym(app.ctx, { searched: '蛋', finds: [other], bothWays: false });
          for (const q of asked) {
            const texts =
              other !== null && other !== '蛋' && q.includes('蛋') ? [q, q.toLowerCase().replace('蛋', other)] : [q];
            expect([q, await searched(q)]).toEqual([q, byLookingAtAll(made, [...new Set(texts)])]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

async function searched(q: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await app.call(
      `GET /api/shop/products?limit=5&q=${encodeURIComponent(q)}${cursor && `&cursor=${cursor}`}`,
    );
    ids.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor;
  }
  return ids;
}

/** By the meaning of the words alone: each product is held against each way of reading them. */
function byLookingAtAll(products: readonly Made[], texts: readonly string[]): string[] {
  const exact = texts.flatMap((one): Meant[] => {
    const wanted = queryTerms(one);
    return wanted === null ? [] : [{ ...wanted, either: [] }];
  });
  const found = foundBy(products, exact);
  const [first = ''] = texts;
  const hits = found.length > 0 ? found : foundBy(products, nearTerms(first).slice(0, 16));
  return hits
    .map((one) => ({ id: one.id, at: distance(one, exact) * 10_000 + one.sort }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

function foundBy(products: readonly Made[], ways: readonly Meant[]): Made[] {
  return products.filter(({ name, subtitle }) => {
    const terms = new Set(termsOf({ name, subtitle, tags: [] }, [CATEGORY]).all);
    const count = (some: readonly string[]) => some.filter((term) => terms.has(term)).length;
    return ways.some(
      ({ all, runs, either }) =>
        count(all) === all.length &&
        either.every((some) => count(some) > 0) &&
        runs.every(({ pairs, least }) => count(pairs) >= least),
    );
  });
}

function distance({ name }: Made, asked: readonly Meant[]): number {
  const distances = asked.map(({ text, all, runs }, n) => {
    const place = name.toLowerCase().indexOf(text);
    const pairs = [...all, ...runs.flatMap((run) => run.pairs)].filter((term) => term.startsWith('c:'));
    const beside = pairs.filter((pair) => name.includes(pair.slice(2))).length;
    const off = place === 0 ? -2_000_000 : place > 0 ? -1_000_000 : -1000 * beside + Math.min(name.length, 900);
    return off + (n === 0 ? 0 : 1);
  });
  return Math.min(...distances);
}
