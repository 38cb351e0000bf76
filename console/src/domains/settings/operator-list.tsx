import { role as roleWords } from '@huoshui/contracts/words/operators';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { useSession } from '../../ground/session.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useAccountText } from './account-texts.ts';
import { type Operator, OperatorDialog } from './operator-dialog.tsx';
import { OperatorSessions } from './operator-sessions.tsx';
import { useSettingsText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/operators', { query: { q, cursor, limit } });
}

export function OperatorList() {
  const t = useSettingsText();
  const say = useWords();
  const account = useAccountText();
  const session = useSession();
  const [sessionsOf, showSessions] = useState<Operator | null>(null);
  return (
    <>
    <EditedList<Operator>
      name="operators"
      title={t('operators_title')}
      purpose={t('operators_purpose')}
      searchHint={t('operators_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/operators', label: t('new_operator') }}
      change="PATCH /api/admin/operators/:id"
      dialog={(operator, close) => <OperatorDialog operator={operator} onClose={close} />}
      columns={[
        {
          key: 'name',
          title: t('operator'),
          render: (row) => (
            <>
              {row.name} {row.id === session?.operator.id && <span className="hs-faint hs-small">({t('you')})</span>}
            </>
          ),
          csv: (row) => row.name,
        },
        textColumn('login', t('login'), (row) => row.login),
        {
          key: 'role',
          title: t('role'),
          render: (row) => (
            <StateTag tone={row.role === 'owner' ? 'info' : 'neutral'}>{say(roleWords[row.role])}</StateTag>
          ),
          csv: (row) => say(roleWords[row.role]),
        },
        textColumn(
          'stores',
          t('stores'),
          (row) => row.stores?.map((store) => store.name).join(' / ') ?? t('stores_all'),
        ),
        {
          key: 'state',
          title: t('state'),
          render: (row) => (
            <StateTag tone={row.disabled ? 'bad' : 'good'}>{t(row.disabled ? 'disabled' : 'enabled')}</StateTag>
          ),
          csv: (row) => t(row.disabled ? 'disabled' : 'enabled'),
        },
        timeColumn('seen', t('last_seen'), (row) => row.lastSeenAt),
        timeColumn('created', t('created'), (row) => row.createdAt),
        actsColumn(
          (row) =>
            row.id === session?.operator.id ? null : (
              <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
                <Button size="small" type="link" onClick={() => showSessions(row)}>
                  {account('sessions_act')}
                </Button>
                <DisableAct operator={row} />
              </span>
            ),
          160,
        ),
      ]}
      empty={{ title: t('operators_empty'), hint: t('operators_empty_hint') }}
    />
    {sessionsOf && <OperatorSessions operator={sessionsOf} onClose={() => showSessions(null)} />}
    </>
  );
}

function DisableAct({ operator: { id, name, disabled, revision } }: { readonly operator: Operator }) {
  const t = useSettingsText();
  return (
    <RowAct
      call="PATCH /api/admin/operators/:id"
      list="operators"
      label={t(disabled ? 'enable' : 'disable')}
      done={t('saved')}
      ask={disabled ? undefined : { title: t('disable_title', { name }), body: t('disable_body') }}
      run={async () =>
        api('PATCH /api/admin/operators/:id', { params: { id }, body: { disabled: !disabled }, revision })
      }
    />
  );
}
