import { couponStep } from '@huoshui/contracts/words/coupons';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { useCouponText } from './texts.ts';

const steps = ['had', 'seen', 'used', 'refunded'] as const;

/** From having it to getting money back; each number opens its people, for whom something may be done then. */
export function CouponFunnel({ couponId }: { readonly couponId: string }) {
  const t = useCouponText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['coupons', 'funnel', couponId],
    queryFn: async () => api('GET /api/admin/coupons/:id/funnel', { params: { id: couponId } }),
  });
  if (!data || data.had === 0) return null;
  return (
    <Panel title={t('funnel')} extra={<span className="hs-faint hs-small">{t('funnel_note')}</span>} flush>
      <Grid
        rows={steps.map((step) => ({ step, persons: data[step] }))}
        rowKey={(row) => row.step}
        columns={[
          { title: t('funnel_step'), render: (row) => say(couponStep[row.step]) },
          {
            title: t('funnel_persons'),
            number: true,
            render: (row) => (
              <PeopleLink of="coupons.funnel" values={{ coupon: couponId, step: row.step }} count={row.persons} />
            ),
          },
          { title: t('funnel_share'), number: true, render: (row) => formatPercent(row.persons / data.had) },
        ]}
      />
    </Panel>
  );
}
