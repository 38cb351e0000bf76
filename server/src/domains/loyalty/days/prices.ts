import { type Words, words } from '@huoshui/contracts/words';
import { type OfferSource, scopes, type UnitPrice } from '../../pricing/index.ts';
import { privilegeSourceName } from '../levels/offer-names.ts';
import type { MemberDay } from './member-day.ts';

export type DayPrice = Pick<MemberDay, 'id' | 'name' | 'schedule' | 'scope'> & { readonly paysPercent: number };
type Lines = Parameters<OfferSource['find']>[1]['lines'];

/** What pieces of its goods cost on a member day; of this and every other price the lowest counts. */
export function dayPrices({ id, name, schedule, scope, paysPercent }: DayPrice, lines: Lines): UnitPrice[] {
  const label = words(`${name} ${paysPercent / 10} 折`, `${name}, ${100 - paysPercent}% off`);
  return lines
    .filter((line) => scopes.holds(scope, line))
    .map(({ skuId, listPrice }) => ({
      source: privilegeSourceName,
      offerId: `day:${id}`,
      skuId,
      price: Math.round((listPrice * paysPercent) / 100),
      most: null,
      label,
      badge: badges[schedule.kind === 'birthday' ? 'birthday' : 'day'],
    }));
}

const badges: Readonly<Record<'birthday' | 'day', Words>> = {
  birthday: words('生日价', 'Birthday price'),
  day: words('会员日', 'Member day'),
};
