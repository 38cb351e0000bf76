import type { Draft } from '@huoshui/contracts/form';
import { listedKind } from '@huoshui/contracts/words/activity-risk';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { May } from '../../ground/may.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { useRiskText } from './risk-texts.ts';

type Listed = Answer<'GET /api/admin/activity-blacklist'>['items'][number];
const ADD = 'POST /api/admin/activity-blacklist';
const REMOVE = 'DELETE /api/admin/activity-blacklist/:id';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/activity-blacklist', { query: { q, cursor, limit } });
}

/** Who and what neither counts nor is rewarded in activities. */
export function Blacklist() {
  const t = useRiskText();
  const say = useWords();
  const [adding, setAdding] = useState(false);
  const add = (
    <May call={ADD}>
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('add')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Listed>
        name="activity-blacklist"
        title={t('blacklist')}
        purpose={t('blacklist_purpose')}
        searchHint={t('blacklist_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={add}
        columns={[
          textColumn('kind', t('kind'), (row) => say(listedKind[row.kind])),
          {
            key: 'label',
            title: t('label'),
            render: ({ label, memberId }) =>
              memberId === null ? label : <Link to={`/members/${memberId}`}>{label || memberId}</Link>,
            csv: ({ label }) => label,
          },
          textColumn('because', t('because'), (row) => row.because),
          textColumn('by', t('listed_by'), (row) => row.by),
          timeColumn('at', t('at'), (row) => row.at),
          actsColumn((row) => <TakeOff listed={row} />, 80),
        ]}
        empty={{ title: t('blacklist_empty'), hint: t('blacklist_hint') }}
      />
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function TakeOff({ listed: { id, label } }: { readonly listed: Listed }) {
  const t = useRiskText();
  return (
    <RowAct
      call={REMOVE}
      list="activity-blacklist"
      label={t('take_off')}
      done={t('taken_off')}
      ask={{ title: t('take_off_title', { label }), body: t('take_off_body') }}
      run={async () => api(REMOVE, { params: { id } })}
    />
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useRiskText();
  const { data } = useFormOf('activities.listed');
  if (data === undefined) return null;
  return (
    <FormDialog<Draft>
      title={t('add')}
      initial={data.initial}
      onSave={async (values) => api(ADD, { body: { ...values } })}
      changed={['activity-blacklist']}
      done={t('added')}
      onClose={onClose}
    >
      <FormFields fields={data.fields} />
    </FormDialog>
  );
}
