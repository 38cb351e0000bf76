import { paymentRuleState } from '@huoshui/contracts/words/coupons';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
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
  return (
    <EditedList<PaymentRule>
      name="payment-rules"
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      searchHint={t('rules_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/payment-rules', label: t('rules_new') }}
      change="PUT /api/admin/payment-rules/:id"
      dialog={(rule, close) => <PaymentRuleDialog rule={rule} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(paymentRuleState[row.state]),
          (row) => (row.state === 'active' ? 'good' : 'neutral'),
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
        actsColumn((row) => <TurnRule rule={row} />, 90),
      ]}
      empty={{ title: t('rules_empty'), hint: t('rules_empty_hint') }}
    />
  );
}

function TurnRule({ rule: { id, state, revision } }: { readonly rule: PaymentRule }) {
  const t = useCouponText();
  const ended = state === 'ended';
  return (
    <RowAct
      call="PUT /api/admin/payment-rules/:id/state"
      list="payment-rules"
      label={t(ended ? 'turn_on' : 'turn_off')}
      done={t('saved')}
      run={async () =>
        api('PUT /api/admin/payment-rules/:id/state', { params: { id }, body: { ended: !ended }, revision })
      }
    />
  );
}
