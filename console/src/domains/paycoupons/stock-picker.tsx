import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { usePayCouponText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/pay-coupons', { query: { q: q || undefined, limit: 50 } });
  return items.map((row) => ({ value: row.id, label: `${row.name} · ${wordsIn(row.sentence)}` }));
}

export function PayCouponPicker(props: PickerProps) {
  const t = usePayCouponText();
  return (
    <SearchPicker
      {...props}
      of="pay_coupon"
      search={search}
      hint={t('pick')}
      none={
        <>
          {t('empty')} <Link to="/pay-coupons/new">{t('new')}</Link>
        </>
      }
    />
  );
}
