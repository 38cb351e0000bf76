import type { ScopeValue } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { findProducts, readBranches } from '../catalog/index.ts';
import { scopes } from '../pricing/index.ts';
import type { PlacementRow } from './placement.ts';

/** A page, and of which goods it is. */
export type PageAsked = {
  readonly page: PlacementRow['pages'][number];
  readonly product: string | null;
  readonly category: string | null;
};

/** Which placements belong on this page, by what the page is of; the catalogue is asked only where one has chosen its goods. */
export async function ofThisPage(
  ctx: Ctx,
  { page, product, category }: PageAsked,
  rows: readonly PlacementRow[],
): Promise<readonly PlacementRow[]> {
  const here = rows.filter(({ pages }) => pages.includes(page));
  if (page === 'product') {
    if (here.every(({ values }) => isAll(values.goods))) return here;
    const shown = product === null ? undefined : (await findProducts(ctx, [product])).get(product);
    return here.filter(
      ({ values: { goods } }) =>
        isAll(goods) ||
        (shown !== undefined && scopes.holds(goods, { productId: shown.id, categoryIds: shown.categoryIds })),
    );
  }
  if (page !== 'category' || here.every(({ values }) => values.goods.kind === 'all')) return here;
  const branches = await readBranches(ctx);
  return here.filter(
    ({ values: { goods } }) =>
      goods.kind === 'all' ||
      (goods.kind === 'categories' && category !== null && branches(goods.ids).includes(category)),
  );
}

const isAll = ({ kind, exceptProductIds }: ScopeValue): boolean => kind === 'all' && exceptProductIds.length === 0;
