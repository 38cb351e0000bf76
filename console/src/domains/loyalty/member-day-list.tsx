import { memberDayState } from '@huoshui/contracts/words/loyalty';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { useCan } from '../../ground/session.tsx';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { useWords } from '../../ui/words.ts';
import { ScorecardButton } from '../outcomes/index.ts';
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
  const can = useCan();
  return (
    <EditedList<MemberDay>
      name="member-days"
      title={t('title')}
      purpose={t('purpose')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/member-days', label: t('add') }}
      change="PUT /api/admin/member-days/:id"
      dialog={(day, close) => <MemberDayDialog day={day} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(memberDayState[row.state]),
          (row) => (row.state === 'running' ? 'good' : 'neutral'),
        ),
        textColumn('next', t('next'), (row) => row.next ?? (row.state === 'running' ? t('own') : '–')),
        textColumn('gives', t('gives'), (row) => say(row.sentence)),
        {
          key: 'taken',
          title: t('taken'),
          width: 100,
          render: (row) =>
            can('benefits.read') && <Link to={`/grants?from=member_day&cause=${row.id}`}>{t('open_ledger')}</Link>,
        },
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn(
          (row) => (
            <>
              <ScorecardButton inRow kind="member_day" id={row.id} name={row.name} />
              <DayAct day={row} />
            </>
          ),
          170,
        ),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function DayAct({ day: { id, name, state, revision } }: { readonly day: MemberDay }) {
  const t = useMemberDayText();
  const ended = state === 'ended';
  return (
    <RowAct
      call="PUT /api/admin/member-days/:id/state"
      list="member-days"
      label={t(ended ? 'resume' : 'end')}
      done={t('saved')}
      ask={ended ? undefined : { title: t('end_title', { name }), body: t('end_body') }}
      run={async () =>
        api('PUT /api/admin/member-days/:id/state', { params: { id }, body: { ended: !ended }, revision })
      }
    />
  );
}
