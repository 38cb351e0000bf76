import { PlusOutlined } from '@ant-design/icons';
import { paymentRuleState } from '@huoshui/contracts/words/coupons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { type PaymentRule, PaymentRuleDialog } from './payment-rule-dialog.tsx';
import { useCouponText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/payment-rules', { query: { q, cursor, limit } });
}

/** What a paid order brings. */
export function PaymentRuleList() {
  const t = useCouponText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<PaymentRule | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/payment-rules">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('rules_new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<PaymentRule>
        name="payment-rules"
        title={t('rules_title')}
        purpose={t('rules_purpose')}
        searchHint={t('rules_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          stateColumn(
            'state',
            t('state'),
            (row) => (
              <StateTag tone={row.state === 'active' ? 'good' : 'neutral'}>{say(paymentRuleState[row.state])}</StateTag>
            ),
            (row) => say(paymentRuleState[row.state]),
          ),
          textColumn('rule', t('rule'), (row) => say(row.sentence)),
          {
            ...countColumn<PaymentRule>('given', t('rules_given'), (row) => row.given),
            render: (row) =>
              row.given === 0 ? (
                formatCount(row.given)
              ) : (
                <Link className="hs-people" to={`/grants?cause=${row.id}`}>
                  {formatCount(row.given)}
                </Link>
              ),
          },
          moneyColumn('each', t('rules_each'), (row) => row.expectedEach),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 90, render: (row) => <Acts rule={row} /> },
        ]}
        onOpen={may('PUT /api/admin/payment-rules/:id') ? setEditing : undefined}
        empty={{ title: t('rules_empty'), hint: t('rules_empty_hint'), action: create }}
      />
      {editing !== null && (
        <PaymentRuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function Acts({ rule }: { readonly rule: PaymentRule }) {
  const t = useCouponText();
  const { busy, act } = useAct(['payment-rules']);
  const ended = rule.state === 'ended';
  const turn = async () =>
    act(
      async () =>
        api('PUT /api/admin/payment-rules/:id/state', {
          params: { id: rule.id },
          body: { ended: !ended },
          revision: rule.revision,
        }),
      t('saved'),
    );
  return (
    <May call="PUT /api/admin/payment-rules/:id/state">
      <Button size="small" type="link" danger={!ended} loading={busy} onClick={() => void turn()}>
        {t(ended ? 'turn_on' : 'turn_off')}
      </Button>
    </May>
  );
}
