import { role as roleWords } from '@huoshui/contracts/words/operators';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { May } from '../../ground/may.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { useSession } from '../../ground/session.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useAccountText } from './account-texts.ts';
import { DemandDialog } from './demand-dialog.tsx';
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
  const [demanding, demand] = useState(false);
  const [sessionsOf, showSessions] = useState<Operator | null>(null);
  return (
    <>
      <EditedList<Operator>
        name="operators"
        title={t('operators_title')}
        purpose={t('operators_purpose')}
        searchHint={t('operators_search')}
        above={
          <May call="PUT /api/admin/settings/second-factor">
            <p className="hs-above-list">
              <Button onClick={() => demand(true)}>{account('demand')}</Button>
            </p>
          </May>
        }
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
          tagColumn(
            'second',
            account('second'),
            (row) => (
              <StateTag tone={row.secondFactor ? 'good' : 'neutral'}>
                {account(row.secondFactor ? 'second_on' : 'second_off')}
              </StateTag>
            ),
            (row) => account(row.secondFactor ? 'second_on' : 'second_off'),
          ),
          timeColumn('seen', t('last_seen'), (row) => row.lastSeenAt),
          timeColumn('created', t('created'), (row) => row.createdAt),
          actsColumn(
            (row) =>
              row.id === session?.operator.id ? null : (
                <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
                  <Button size="small" type="link" onClick={() => showSessions(row)}>
                    {account('sessions_act')}
                  </Button>
                  {row.secondFactor && <ResetAct operator={row} />}
                  <DisableAct operator={row} />
                </span>
              ),
            280,
          ),
        ]}
        empty={{ title: t('operators_empty'), hint: t('operators_empty_hint') }}
      />
      {demanding && <DemandDialog onClose={() => demand(false)} />}
      {sessionsOf && <OperatorSessions operator={sessionsOf} onClose={() => showSessions(null)} />}
    </>
  );
}

function ResetAct({ operator: { id, name } }: { readonly operator: Operator }) {
  const account = useAccountText();
  return (
    <RowAct
      call="DELETE /api/admin/operators/:id/second-factor"
      list="operators"
      label={account('reset')}
      done={account('reset_done')}
      ask={{ title: account('reset_title', { name }), body: account('reset_body') }}
      run={async () => api('DELETE /api/admin/operators/:id/second-factor', { params: { id } })}
    />
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
