import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { useCouponText } from './texts.ts';

/** Benefits by `<kind>:<id>`. A kind beside coupons adds its search here. */
async function search(q: string) {
  const { items } = await api('GET /api/admin/coupons', { query: { q: q || undefined, state: 'active', limit: 50 } });
  return items.map((row) => ({ value: `coupon:${row.id}`, label: `${row.name} · ${wordsIn(row.sentence)}` }));
}

export function BenefitPicker(props: PickerProps) {
  const t = useCouponText();
  return <SearchPicker {...props} of="benefit" search={search} hint={t('pick')} />;
}
