import { api } from '../api/index.ts';
import type { Limit, Product } from './sku.ts';
import { t } from './texts.ts';

/** Asked only of what is limited, so that no other page waits for it. */
export async function loadLimit(product: Pick<Product, 'id' | 'limitPerMember'>): Promise<Limit> {
  if (product.limitPerMember === null) return null;
  return (await api('GET /api/shop/products/:id/limit', { params: { id: product.id } })).limit;
}

/** `每人限购 3 件，还可买 1 件`, or what the order may hold. */
export function limitWords(
  product: Pick<Product, 'limitPerOrder' | 'limitPerMember' | 'limitDays'>,
  limit: Limit,
): string {
  const { limitPerOrder: order, limitPerMember: most, limitDays: days } = product;
  const parts = [
    order === null ? '' : t('limitOrder', { n: order }),
    most === null ? '' : days === null ? t('limitMember', { n: most }) : t('limitMemberDays', { n: most, days }),
    limit === null ? '' : limit.left === 0 ? t('limitGone') : t('limitLeft', { n: limit.left }),
  ];
  return parts.filter((part) => part !== '').join(t('comma'));
}
