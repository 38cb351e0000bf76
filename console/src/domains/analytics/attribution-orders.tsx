import { valuesOf, wordsOf } from '@huoshui/contracts/words';
import { type AttributionModel, attributionModel, type TouchKind, touchKind } from '@huoshui/contracts/words/analytics';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid, type GridColumn } from '../../ui/report/grid.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { useWords } from '../../ui/words.ts';
import type { AttributionQuestion, AttributionReport } from './attribution.tsx';
import { useMoneyText } from './money-texts.ts';

type Order = Answer<'POST /api/admin/reports/attribution/orders'>['items'][number];
type Why = NonNullable<Answer<'POST /api/admin/reports/attribution/order'>>;
type Step = Why['touches'][number];

type Props = {
  readonly report: AttributionReport;
  readonly body: AttributionQuestion;
  readonly model: AttributionModel;
  /** Whose orders are shown; none: nothing is. */
  readonly touch: string;
  /** Which of them is explained. */
  readonly order: string;
  readonly onTouch: (touch: string) => void;
  readonly onOrder: (order: string) => void;
};

/** The orders behind a credit, and behind each of them what touched her before it. */
export function AttributedOrders({ report, body, model, touch, order, onTouch, onOrder }: Props) {
  const t = useMoneyText();
  const say = useWords();
  const known = report.touches.find(({ key }) => key === touch)?.label ?? wordsOf(touchKind, touch);
  return (
    <Drawer
      open={touch !== ''}
      onClose={() => onTouch('')}
      size={760}
      title={t('a_orders_of', { touch: say(known) })}
      destroyOnHidden
    >
      {order === '' ? (
        <Orders body={body} model={model} touch={touch} onOrder={onOrder} />
      ) : (
        <>
          <Button type="link" style={{ padding: 0 }} onClick={() => onOrder('')}>
            {t('a_back')}
          </Button>
          <Explained body={body} model={model} order={order} />
        </>
      )}
    </Drawer>
  );
}

function Orders({ body, model, touch, onOrder }: Pick<Props, 'body' | 'model' | 'touch' | 'onOrder'>) {
  const t = useMoneyText();
  const shared = useSharedText();
  const say = useWords();
  const query = useInfiniteQuery({
    queryKey: ['attribution', 'orders', body, touch],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      api('POST /api/admin/reports/attribution/orders', {
        body: { ...body, key: touch, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const columns: readonly GridColumn<Order>[] = [
    { title: t('a_order'), render: (row) => <OrderLink id={row.orderId} number={row.number} /> },
    { title: t('a_paid_at'), render: ({ paidAt }) => <Time at={paidAt} /> },
    { title: t('a_spent'), number: true, render: ({ spent }) => <Money fen={spent} /> },
    {
      title: `${t('a_credit')} · ${say(attributionModel[model])}`,
      number: true,
      render: ({ credits }) => <Money fen={credits[model]} strong />,
    },
    { title: t('a_touches'), number: true, render: ({ touches }) => formatCount(touches) },
    {
      title: t('a_why'),
      render: ({ orderId }) => (
        <Button size="small" onClick={() => onOrder(orderId)}>
          {t('a_why')}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Grid rows={query.data.pages.flatMap(({ items }) => items)} rowKey={({ orderId }) => orderId} columns={columns} />
      {query.hasNextPage && (
        <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {shared('show_more')}
        </Button>
      )}
    </>
  );
}

function OrderLink({ id, number }: { readonly id: string; readonly number: string }) {
  return useCan()('orders.read') && id.startsWith('ord_') ? <Link to={`/orders/${id}`}>{number}</Link> : number;
}

function Explained({ body, model, order }: Pick<Props, 'body' | 'model' | 'order'>) {
  const t = useMoneyText();
  const query = useQuery({
    queryKey: ['attribution', 'order', body, order],
    queryFn: async () => api('POST /api/admin/reports/attribution/order', { body: { ...body, orderId: order } }),
  });
  return (
    <Loaded query={query} rows={6}>
      {(why) => (why === null ? <p>{t('a_gone')}</p> : <Steps why={why} model={model} />)}
    </Loaded>
  );
}

function Steps({ why, model }: { readonly why: Why; readonly model: AttributionModel }) {
  const t = useMoneyText();
  const say = useWords();
  const models = [model, ...valuesOf(attributionModel).filter((other) => other !== model)];
  const columns: readonly GridColumn<Step & { readonly place: number }>[] = [
    { title: t('a_touch'), render: ({ label }) => say(label) },
    { title: t('a_kind'), render: ({ kind }: { readonly kind: TouchKind }) => say(touchKind[kind]) },
    { title: t('a_at'), render: ({ at }) => <Time at={at} absolute /> },
    ...models.map((one, n) => ({
      title: say(attributionModel[one]),
      number: true,
      render: ({ credits }: Step) => <Money fen={credits[one]} strong={n === 0} />,
    })),
  ];
  const { amount, refunded, spent } = why;
  return (
    <>
      <h3>{t('a_why_of', { number: why.number })}</h3>
      <p className="hs-soft">
        {t('a_why_hint', {
          amount: formatYuan(amount),
          refunded: formatYuan(refunded),
          spent: formatYuan(spent),
        })}
      </p>
      <Grid
        rows={why.touches.map((touch, place) => ({ ...touch, place }))}
        rowKey={({ place }) => String(place)}
        columns={columns}
      />
    </>
  );
}
