import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { useCouponText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/coupons', { query: { q: q || undefined, state: 'active', limit: 50 } });
  return items.map((row) => ({ value: row.id, label: `${row.name} · ${wordsIn(row.sentence)}` }));
}

/** Templates that can be given: those that run. */
export function CouponPicker(props: PickerProps) {
  const t = useCouponText();
  return (
    <SearchPicker
      {...props}
      of="coupon"
      search={search}
      hint={t('pick')}
      none={
        <>
          {t('pick_none')} <Link to="/coupons/new">{t('new')}</Link>
        </>
      }
    />
  );
}
