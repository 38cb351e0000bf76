import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { payCouponFunding, payCouponStockState } from '@huoshui/contracts/words/paycoupons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, percentColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { type Stock, StockStateTag } from './stock.tsx';
import { usePayCouponText } from './texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(payCouponStockState), filters.state);
  return api('GET /api/admin/pay-coupons', { query: { q, cursor, limit, state } });
}

export function PayCouponList() {
  const t = usePayCouponText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/pay-coupons">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/pay-coupons/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Stock>
      name="pay-coupons"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(payCouponStockState, say) }]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.name}</span>
              <span className="hs-faint hs-small">{say(row.trouble ?? row.sentence)}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <StockStateTag state={row.state} />,
          (row) => say(payCouponStockState[row.state]),
        ),
        textColumn('funding', t('funding'), (row) => say(payCouponFunding[row.funding])),
        countColumn('sent', t('sent'), (row) => row.sent),
        countColumn('left', t('left'), (row) => row.total - row.given),
        countColumn('used', t('used'), (row) => row.used),
        percentColumn('rate', t('use_rate'), (row) => (row.sent === 0 ? null : row.used / row.sent)),
        moneyColumn('cost', t('cost'), (row) => row.cost),
        moneyColumn('back', t('back'), (row) => row.back, { hidden: true }),
        timeColumn('until', t('until'), (row) => row.until),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/pay-coupons/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
