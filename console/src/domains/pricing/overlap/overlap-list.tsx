import { valuesOf } from '@huoshui/contracts/words';
import { overlapWarning } from '@huoshui/contracts/words/pricing';
import { type Answer, api } from '../../../ground/api.ts';
import { Money } from '../../../ui/figures.tsx';
import { formatYuan } from '../../../ui/format.ts';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { moneyColumn, productColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { daysIn } from './days.ts';
import { OverlapDrawer } from './overlap-drawer.tsx';
import { useOverlapText } from './texts.ts';
import { WarningTags } from './warning-tags.tsx';
import './overlap.css';

export type Overlap = Answer<'GET /api/admin/promotion-overlaps'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/promotion-overlaps', {
    query: { q, cursor, limit, ...daysIn(filters.days), warning: oneOf(valuesOf(overlapWarning), filters.warning) },
  });
}

/** What meets on the shop's goods, the most dangerous first. */
export function OverlapList() {
  const t = useOverlapText();
  const say = useWords();
  const named = ({ name, values }: Overlap) => [name, ...values].join(' ');
  return (
    <List<Overlap>
      name="promotion-overlaps"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.skuId}
      filters={[
        { kind: 'days', key: 'days', label: t('days') },
        { kind: 'choice', key: 'warning', label: t('warning'), options: optionsOf(overlapWarning, say), width: 180 },
      ]}
      columns={[
        productColumn('product', t('product'), (row) => ({ name: named(row), image: row.image })),
        moneyColumn('price', t('price'), (row) => row.price),
        moneyColumn('cost', t('cost'), (row) => row.cost),
        {
          key: 'deepest',
          title: t('deepest'),
          number: true,
          render: ({ deepest, cost }) => (
            <span className="hs-two-lines">
              <strong className={deepest.fen < (cost ?? 1) ? 'hs-down' : undefined}>
                <Money fen={deepest.fen} />
              </strong>
              <span className="hs-faint hs-small">
                {deepest.quantity > 1 && `${t('deepest_of', { count: deepest.quantity })} · `}
                {t('off', { percent: deepest.percentOff })}
              </span>
            </span>
          ),
          csv: ({ deepest }) => deepest.fen / 100,
        },
        {
          key: 'quantity',
          title: t('csv_quantity'),
          number: true,
          hidden: true,
          render: ({ deepest }) => deepest.quantity,
          csv: ({ deepest }) => deepest.quantity,
        },
        {
          key: 'margin',
          title: t('margin'),
          number: true,
          render: ({ deepest, cost }) =>
            cost === null ? (
              <span className="hs-faint">{t('cost_unknown')}</span>
            ) : (
              <span className={deepest.fen < cost ? 'hs-down hs-nowrap' : 'hs-nowrap'}>
                {deepest.fen > cost ? '+' : ''}
                {formatYuan(deepest.fen - cost)}
              </span>
            ),
          csv: ({ deepest, cost }) => (cost === null ? null : (deepest.fen - cost) / 100),
        },
        {
          key: 'warnings',
          title: t('warnings'),
          render: ({ warnings }) => <WarningTags warnings={warnings} />,
          csv: ({ warnings }) => warnings.map((one) => say(overlapWarning[one])).join(t('between')),
        },
        {
          key: 'offers',
          title: t('offers'),
          render: ({ offers, meets }) => (
            <span className="hs-small hs-overlap-offers">
              {offers.map(({ label }) => label).join(t('between'))}
              {meets > offers.length && ` ${t('offers_more', { count: meets })}`}
            </span>
          ),
          csv: ({ offers }) => offers.map(({ label }) => label).join(t('between')),
        },
      ]}
      drawer={{
        title: named,
        body: (row) => <OverlapDrawer skuId={row.skuId} />,
        width: 760,
      }}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}
