import { PlusOutlined } from '@ant-design/icons';
import { memberDayState } from '@huoshui/contracts/words/loyalty';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useCan } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { MemberDayDialog } from './member-day-dialog.tsx';
import { useMemberDayText } from './member-day-texts.ts';

export type MemberDay = Answer<'GET /api/admin/member-days'>['items'][number];

async function load() {
  return { ...(await api('GET /api/admin/member-days')), nextCursor: null };
}

/** Days that come again, when the next of each is, and what it gives. */
export function MemberDayList() {
  const t = useMemberDayText();
  const say = useWords();
  const [may, can] = [useMay(), useCan()];
  const [editing, setEditing] = useState<MemberDay | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/member-days">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('add')}
      </Button>
    </May>
  );
  const next = (row: MemberDay) => row.next ?? (row.state === 'running' ? t('own') : '–');
  return (
    <>
      <List<MemberDay>
        name="member-days"
        title={t('title')}
        purpose={t('purpose')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          stateColumn(
            'state',
            t('state'),
            (row) => (
              <StateTag tone={row.state === 'running' ? 'good' : 'neutral'}>{say(memberDayState[row.state])}</StateTag>
            ),
            (row) => say(memberDayState[row.state]),
          ),
          textColumn('next', t('next'), next),
          textColumn('gives', t('gives'), (row) => say(row.sentence)),
          {
            key: 'taken',
            title: t('taken'),
            width: 100,
            render: (row) =>
              can('benefits.read') && <Link to={`/grants?from=member_day&cause=${row.id}`}>{t('open_ledger')}</Link>,
          },
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 100, render: (row) => <DayActions day={row} /> },
        ]}
        onOpen={may('PUT /api/admin/member-days/:id') ? setEditing : undefined}
        empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
      />
      {editing !== null && (
        <MemberDayDialog day={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function DayActions({ day: { id, name, state, revision } }: { readonly day: MemberDay }) {
  const t = useMemberDayText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['member-days']);
  const ended = state === 'ended';
  const change = async () => {
    const sure =
      ended || (await confirm({ title: t('end_title', { name }), body: t('end_body'), ok: t('end'), danger: true }));
    if (sure)
      await act(
        async () => api('PUT /api/admin/member-days/:id/state', { params: { id }, body: { ended: !ended }, revision }),
        t('saved'),
      );
  };
  return (
    <May call="PUT /api/admin/member-days/:id/state">
      <Button size="small" type="link" danger={!ended} loading={busy} onClick={() => void change()}>
        {t(ended ? 'resume' : 'end')}
      </Button>
    </May>
  );
}
