import { valuesOf } from '@huoshui/contracts/words';
import { grantCause, grantKind, grantState } from '@huoshui/contracts/words/benefits';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { useCauseFilters } from '../../ground/cause.ts';
import { Money } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useBenefitText } from './texts.ts';

type Ledger = Answer<'GET /api/admin/grants'>;
type Grant = Ledger['items'][number];
const tones: Readonly<Record<Grant['state'], Tone>> = {
  granted: 'info',
  used: 'good',
  expired: 'neutral',
  revoked: 'bad',
};

/** What something was given for has a page of its own here. */
const causePages = new Map([
  ['journey', '/journeys'],
  ['batch', '/member-batches'],
  ['self', '/coupons'],
]);

const asked = (filters: ListRequest['filters']) => ({
  state: oneOf(valuesOf(grantState), filters.state),
  kind: oneOf(valuesOf(grantKind), filters.kind),
  cause: oneOf(valuesOf(grantCause), filters.from),
  budgetId: filters.budget,
  causeId: filters.cause,
  packageId: filters.package,
  couponId: filters.coupon,
});

export function GrantList() {
  const t = useBenefitText();
  const say = useWords();
  const causes = useCauseFilters({ cause: t('cause') });
  const [sums, setSums] = useState<Ledger['sums']>();
  const load = async ({ q, cursor, limit, filters }: ListRequest) => {
    const page = await api('GET /api/admin/grants', { query: { q, cursor, limit, ...asked(filters) } });
    if (cursor === undefined) setSums(page.sums);
    return page;
  };
  return (
    <List<Grant>
      name="grants"
      title={t('grants_title')}
      purpose={t('grants_purpose')}
      searchHint={t('grants_search')}
      load={load}
      above={
        sums && (
          <p className="hs-soft">{t('sums', { cost: formatYuan(sums.cost), actual: formatYuan(sums.actualCost) })}</p>
        )
      }
      file={({ q, filters }) => fileAddress('GET /api/admin/grants.csv', {}, { q, ...asked(filters) })}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          width: 112,
          options: optionsOf(grantState, say),
        },
        {
          key: 'from',
          kind: 'choice',
          label: t('from'),
          width: 128,
          options: optionsOf(grantCause, say),
        },
        {
          key: 'kind',
          kind: 'choice',
          label: t('kind'),
          width: 128,
          options: optionsOf(grantKind, say),
        },
        {
          key: 'budget',
          kind: 'pick',
          of: 'budget',
          label: t('budget'),
        },
        { key: 'coupon', kind: 'pick', of: 'coupon', label: t('kind_coupon') },
        ...causes,
      ]}
      columns={[
        textColumn('benefit', t('benefit'), (row) => row.label),
        memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
        {
          key: 'cause',
          title: t('cause'),
          render: ({ because }) => {
            const page = causePages.get(because.kind);
            return page === undefined ? (
              <span className="hs-soft">{say(because.label)}</span>
            ) : (
              <Link to={`${page}/${because.id}`}>{say(because.label)}</Link>
            );
          },
          csv: (row) => say(row.because.label),
        },
        moneyColumn('cost', t('cost'), (row) => row.cost),
        {
          key: 'actual',
          title: t('actual'),
          number: true,
          render: (row) =>
            row.actualCost === null ? (
              <span className="hs-faint">{t('open_cost')}</span>
            ) : (
              <Money fen={row.actualCost} />
            ),
          csv: (row) => (row.actualCost === null ? null : row.actualCost / 100),
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(grantState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'led',
          title: t('led_to'),
          number: true,
          render: (row) =>
            row.ledTo === null ? (
              <span className="hs-faint">–</span>
            ) : (
              <Link to={`/orders/${row.ledTo.orderId}`}>
                <Money fen={row.ledTo.amount} />
              </Link>
            ),
          csv: (row) => (row.ledTo === null ? null : row.ledTo.amount / 100),
        },
        {
          key: 'budget',
          title: t('budget'),
          hidden: true,
          render: (row) => row.budgetName ?? <span className="hs-faint">–</span>,
          csv: (row) => row.budgetName,
        },
        timeColumn('at', t('at'), (row) => row.at),
      ]}
      empty={{ title: t('grants_empty'), hint: t('grants_empty_hint') }}
    />
  );
}
