import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { useCouponText } from './texts.ts';

/** Benefits by `<kind>:<id>`: coupons, those of WeChat Pay and packages by their names, points by their number. */
export function BenefitPicker(props: PickerProps) {
  const t = useCouponText();
  const search = async (q: string) => {
    const [coupons, payCoupons, packages] = await Promise.all([
      api('GET /api/admin/coupons', { query: { q: q || undefined, state: 'active', limit: 50 } }),
      api('GET /api/admin/pay-coupons', { query: { q: q || undefined, state: 'running', limit: 20 } }),
      api('GET /api/admin/packages', { query: { q: q || undefined, limit: 20 } }),
    ]);
    return [
      ...(/^[1-9]\d{0,5}$/.test(q.trim())
        ? [{ value: `points:${q.trim()}`, label: t('points', { n: q.trim() }) }]
        : []),
      ...coupons.items.map((row) => ({ value: `coupon:${row.id}`, label: `${row.name} · ${wordsIn(row.sentence)}` })),
      ...payCoupons.items.map((row) => ({
        value: `wechat_pay_coupon:${row.id}`,
        label: `${t('pay_coupon')} · ${row.name} · ${wordsIn(row.sentence)}`,
      })),
      ...packages.items.flatMap((row) =>
        row.state === 'active'
          ? [{ value: `package:${row.id}`, label: `${t('package')} · ${row.name} · ${wordsIn(row.sentence)}` }]
          : [],
      ),
    ];
  };
  return <SearchPicker {...props} of="benefit" search={search} hint={t('pick_benefit')} />;
}
