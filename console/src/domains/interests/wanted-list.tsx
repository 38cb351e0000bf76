import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useInterestText } from './texts.ts';

type Row = Answer<'GET /api/admin/wanted'>['items'][number];

/** What is sold out and waited for, the most wanted first. */
export function WantedList() {
  const t = useInterestText();
  return (
    <List<Row>
      name="wanted"
      title={t('title')}
      purpose={t('purpose')}
      load={async () => api('GET /api/admin/wanted')}
      rowKey={(row) => row.skuId}
      columns={[
        {
          key: 'product',
          title: t('product'),
          render: ({ productId, productName }) => <Link to={`/products/${productId}`}>{productName}</Link>,
          csv: (row) => row.productName,
        },
        textColumn('sku', t('sku'), (row) => row.values.join(' / ') || t('sku_single')),
        {
          key: 'waiting',
          title: t('waiting'),
          number: true,
          render: ({ skuId, waiting }) => <PeopleLink of="interests.waiting" values={{ sku: skuId }} count={waiting} />,
          csv: (row) => row.waiting,
        },
        {
          key: 'kept',
          title: t('kept'),
          number: true,
          render: ({ productId, kept }) => (
            <PeopleLink of="interests.kept" values={{ product: productId }} count={kept} />
          ),
          csv: (row) => row.kept,
        },
        countColumn('available', t('available'), (row) => row.available),
        timeColumn('since', t('since'), (row) => row.since),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}
