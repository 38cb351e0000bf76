import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Column, ListRequest } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { useWebhookText } from './texts.ts';
import { useShowSecret, type Webhook, WebhookDialog } from './webhook-dialog.tsx';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/webhooks', { query: { q, cursor, limit } });
}

export function WebhookList() {
  const t = useWebhookText();
  return (
    <EditedList<Webhook>
      name="webhooks"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/webhooks', label: t('new') }}
      change="PUT /api/admin/webhooks/:id"
      dialog={(webhook, close) => <WebhookDialog webhook={webhook} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('address', t('address'), (row) => row.url),
        stateColumn(
          'state',
          t('state'),
          (row) => t(row.active ? 'on' : 'off'),
          (row) => (row.active ? 'good' : 'neutral'),
        ),
        ledColumn('waiting', t('waiting')),
        ledColumn('delivered', t('delivered')),
        ledColumn('failed', t('failed')),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <WebhookActs webhook={row} />, 170),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

/** A number of deliveries opens them; counted up to a thousand. */
function ledColumn(state: 'waiting' | 'delivered' | 'failed', title: string): Column<Webhook> {
  return {
    key: state,
    title,
    number: true,
    render: (row) =>
      row[state] === 0 ? (
        formatCount(0)
      ) : (
        <Link to={`/webhook-deliveries?webhook=${row.id}&state=${state}`}>
          {formatCount(row[state])}
          {row[state] >= 1000 && '+'}
        </Link>
      ),
    csv: (row) => row[state],
  };
}

function WebhookActs({ webhook: { id, name } }: { readonly webhook: Webhook }) {
  const t = useWebhookText();
  const navigate = useNavigate();
  const showSecret = useShowSecret();
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={() => void navigate(`/webhook-deliveries?webhook=${id}`)}>
        {t('log')}
      </Button>
      <RowAct
        call="POST /api/admin/webhooks/:id/secret"
        list="webhooks"
        label={t('renew')}
        done={t('renewed')}
        ask={{ title: t('renew_title', { name }), body: t('renew_body') }}
        run={async () => showSecret((await api('POST /api/admin/webhooks/:id/secret', { params: { id } })).secret)}
      />
    </span>
  );
}
