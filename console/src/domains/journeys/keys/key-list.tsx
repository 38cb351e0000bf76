import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../../ground/api.ts';
import { EditedList } from '../../../ground/edited-list.tsx';
import { RowAct } from '../../../ground/row-act.tsx';
import type { ListRequest } from '../../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { KeyCalls } from './key-calls.tsx';
import { type JourneyKey, KeyDialog } from './key-dialog.tsx';
import { useKeyText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/journey-keys', { query: { q, cursor, limit } });
}

export function KeyList() {
  const t = useKeyText();
  const [calls, setCalls] = useState<JourneyKey | null>(null);
  return (
    <>
      <EditedList<JourneyKey>
        name="journey-keys"
        title={t('title')}
        purpose={t('purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        create={{ call: 'POST /api/admin/journey-keys', label: t('new') }}
        change="PUT /api/admin/journey-keys/:id"
        dialog={(journeyKey, close) => <KeyDialog journeyKey={journeyKey} onClose={close} />}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('begins', t('begins'), (row) => `${row.begins}…`),
          textColumn(
            'journeys',
            t('journeys'),
            (row) => row.journeys?.map(({ name }) => name).join(t('and')) ?? t('anywhere'),
          ),
          countColumn('per_minute', t('per_minute'), (row) => row.perMinute),
          countColumn('calls', t('calls'), (row) => row.calls),
          countColumn('entered', t('entered'), (row) => row.entered),
          timeColumn('used', t('used'), (row) => row.lastUsedAt),
          stateColumn(
            'state',
            t('state'),
            (row) => t(row.revokedAt === null ? 'works' : 'revoked'),
            (row) => (row.revokedAt === null ? 'good' : 'neutral'),
          ),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          textColumn('by', t('by'), (row) => row.createdBy, { hidden: true }),
          actsColumn((row) => <Acts journeyKey={row} onCalls={() => setCalls(row)} />, 170),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {calls && <KeyCalls journeyKey={calls} onClose={() => setCalls(null)} />}
    </>
  );
}

function Acts({
  journeyKey: { id, name, revokedAt },
  onCalls,
}: {
  readonly journeyKey: JourneyKey;
  readonly onCalls: () => void;
}) {
  const t = useKeyText();
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={onCalls}>
        {t('log')}
      </Button>
      {revokedAt === null && (
        <RowAct
          call="POST /api/admin/journey-keys/:id/revocation"
          list="journey-keys"
          label={t('revoke')}
          done={t('revoke_done')}
          ask={{ title: t('revoke_title', { name }), body: t('revoke_body') }}
          run={async () => api('POST /api/admin/journey-keys/:id/revocation', { params: { id } })}
        />
      )}
    </span>
  );
}
