import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { couponChannel, templateState } from '@huoshui/contracts/words/coupons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { formatCount } from '../../ui/format.ts';
import type { BulkAction } from '../../ui/list/bulk-bar.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, percentColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { CouponStateTag, type CouponTemplate } from './coupon-state.tsx';
import { Issued } from './issued.tsx';
import { useCouponText } from './texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/coupons', {
    query: { q, cursor, limit, state: oneOf(valuesOf(templateState), filters.state) },
  });
}

export function CouponList() {
  const t = useCouponText();
  const say = useWords();
  const navigate = useNavigate();
  const may = useMay();
  const create = (
    <May call="POST /api/admin/coupons">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/coupons/new')}>
        {t('new')}
      </Button>
    </May>
  );
  const ending: BulkAction<CouponTemplate> = {
    key: 'end',
    label: t('end'),
    danger: true,
    fits: (row) => row.state !== 'ended',
    question: (rows) => ({
      title: t('end_many_title', { count: rows.length }),
      body: t('end_many_body', { issued: formatCount(rows.reduce((sum, row) => sum + row.issued, 0)) }),
    }),
    run: async (row) =>
      api('PUT /api/admin/coupons/:id/state', {
        params: { id: row.id },
        body: { state: 'ended' },
        revision: row.revision,
      }),
  };
  return (
    <List<CouponTemplate>
      name="coupons"
      title={t('title')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          options: optionsOf(templateState, say),
        },
      ]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.name}</span>
              <span className="hs-faint hs-small">{say(row.sentence)}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <CouponStateTag state={row.state} />,
          (row) => say(templateState[row.state]),
        ),
        textColumn('channel', t('channel'), (row) => say(couponChannel[row.channel])),
        {
          key: 'issued',
          title: t('issued'),
          number: true,
          render: (row) => (
            <>
              <Issued coupon={row} />
              {row.total !== null && <span className="hs-faint"> / {formatCount(row.total)}</span>}
            </>
          ),
          csv: (row) => row.issued,
        },
        countColumn('used', t('used'), (row) => row.used),
        percentColumn('rate', t('use_rate'), (row) => (row.issued === 0 ? null : row.used / row.issued)),
        moneyColumn('cost', t('cost'), (row) => row.cost),
        moneyColumn('gmv', t('gmv'), (row) => row.gmv),
        moneyColumn('refunded', t('refunded'), (row) => row.refunded, { hidden: true }),
        moneyColumn('each', t('cost_each'), (row) => row.costEach),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      bulk={may('PUT /api/admin/coupons/:id/state') ? [ending] : []}
      onOpen={(row) => void navigate(`/coupons/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
