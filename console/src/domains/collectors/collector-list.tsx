import { collectorNaming, collectorVendor } from '@huoshui/contracts/words/collectors';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { useWords } from '../../ui/words.ts';
import { type Collector, CollectorDialog, useShowKey } from './collector-dialog.tsx';
import { CollectorTraffic } from './collector-traffic.tsx';
import { useCollectorText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/collectors', { query: { q, cursor, limit } });
}

export function CollectorList() {
  const t = useCollectorText();
  const say = useWords();
  const [shown, show] = useState<Collector | null>(null);
  return (
    <>
      <EditedList<Collector>
        name="collectors"
        title={t('title')}
        purpose={t('purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        create={{ call: 'POST /api/admin/collectors', label: t('new') }}
        change="PUT /api/admin/collectors/:id"
        dialog={(collector, close) => <CollectorDialog collector={collector} onClose={close} />}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('vendor', t('vendor'), (row) => say(collectorVendor[row.vendor])),
          textColumn('begins', t('begins'), (row) => `${row.begins}…`),
          textColumn('naming', t('naming'), (row) => say(collectorNaming[row.naming])),
          countColumn('taken', t('taken'), (row) => row.taken),
          countColumn('refused', t('refused'), (row) => row.refused),
          timeColumn('last', t('last'), (row) => row.lastAt),
          stateColumn(
            'state',
            t('state'),
            (row) => t(row.revokedAt === null ? 'works' : 'revoked'),
            (row) => (row.revokedAt === null ? 'good' : 'neutral'),
          ),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          textColumn('by', t('by'), (row) => row.createdBy, { hidden: true }),
          actsColumn((row) => <Acts collector={row} onLook={() => show(row)} />, 210),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {shown && <CollectorTraffic collector={shown} onClose={() => show(null)} />}
    </>
  );
}

function Acts({ collector, onLook }: { readonly collector: Collector; readonly onLook: () => void }) {
  const { id, name, vendor, revokedAt } = collector;
  const t = useCollectorText();
  const showKey = useShowKey();
  const renew = async () => showKey(vendor, (await api('POST /api/admin/collectors/:id/key', { params: { id } })).key);
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={onLook}>
        {t('look')}
      </Button>
      {revokedAt === null && (
        <>
          <RowAct
            call="POST /api/admin/collectors/:id/key"
            list="collectors"
            label={t('renew')}
            done={t('renewed')}
            ask={{ title: t('renew_title', { name }), body: t('renew_body') }}
            run={renew}
          />
          <RowAct
            call="POST /api/admin/collectors/:id/revocation"
            list="collectors"
            label={t('revoke')}
            done={t('revoke_done')}
            ask={{ title: t('revoke_title', { name }), body: t('revoke_body') }}
            run={async () => api('POST /api/admin/collectors/:id/revocation', { params: { id } })}
          />
        </>
      )}
    </span>
  );
}
