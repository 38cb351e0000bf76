import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { useCouponText } from './texts.ts';

/** The last times it was given to many at once; where some were held out, what it brought is told there. */
export function CouponBatches({ couponId }: { readonly couponId: string }) {
  const t = useCouponText();
  const can = useCan()('members.read');
  const { data } = useQuery({
    queryKey: ['member-batches', 'of-coupon', couponId],
    enabled: can,
    queryFn: async () => api('GET /api/admin/member-batches', { query: { couponId, limit: 5 } }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('batches')} flush>
      <Grid
        rows={data.items}
        rowKey={(row) => row.id}
        columns={[
          { title: t('batch_at'), render: (row) => <Time at={row.createdAt} /> },
          { title: t('batch_reason'), render: (row) => row.reason },
          { title: t('batch_for'), number: true, render: (row) => formatCount(row.total) },
          { title: t('batch_holdout'), number: true, render: (row) => (row.holdout > 0 ? `${row.holdout}%` : '–') },
          {
            title: t('batch_result'),
            render: (row) => (
              <Link to={`/member-batches/${row.id}`}>{t(row.holdout > 0 ? 'batch_increment' : 'batch_open')}</Link>
            ),
          },
        ]}
      />
    </Panel>
  );
}
