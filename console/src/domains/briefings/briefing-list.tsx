import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { type Briefing, BriefingDialog } from './briefing-dialog.tsx';
import { useBriefingText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/briefings', { query: { q, cursor, limit } });
}

/** What is sent by plan, to whom and when. */
export function BriefingList() {
  const t = useBriefingText();
  const navigate = useNavigate();
  const may = useMay();
  const [editing, edit] = useState<Briefing | null>(null);
  const readers = ({ staff, mails }: Briefing) => {
    const stopped = mails.filter((mail) => mail.stopped).length;
    const all = t('readers_count', { staff: staff.length, mails: mails.length });
    return stopped === 0 ? all : `${all} · ${t('stopped', { count: stopped })}`;
  };
  return (
    <>
      <List<Briefing>
        name="briefings"
        title={t('title')}
        purpose={t('purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        onOpen={may('PUT /api/admin/briefings/:id') ? edit : undefined}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('of', t('of'), (row) => row.of.name),
          textColumn('plan', t('plan'), (row) => planText(row, t)),
          textColumn('readers', t('readers'), readers),
          stateColumn(
            'state',
            t('state'),
            (row) => t(row.active ? 'on' : 'off'),
            (row) => (row.active ? 'good' : 'neutral'),
          ),
          timeColumn('next', t('next'), (row) => (row.active ? row.nextAt : null)),
          timeColumn('last', t('last'), (row) => row.lastAt),
          countColumn('sent', t('sent'), (row) => row.delivered),
          {
            key: 'failed',
            title: t('failed'),
            number: true,
            render: (row) =>
              row.failed === 0 ? (
                '0'
              ) : (
                <Link to={`/briefing-deliveries?briefing=${row.id}&state=failed`}>{row.failed}</Link>
              ),
            csv: (row) => row.failed,
          },
          textColumn('owner', t('owner'), (row) => row.owner, { hidden: true }),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          actsColumn((row) => <Acts briefing={row} />, 170),
        ]}
        empty={{
          title: t('empty'),
          hint: t('empty_hint'),
          action: <Button onClick={() => void navigate('/dashboards')}>{t('to_dashboards')}</Button>,
        }}
      />
      {editing && <BriefingDialog of={editing.of} briefing={editing} onClose={() => edit(null)} />}
    </>
  );
}

function Acts({ briefing: { id, name } }: { readonly briefing: Briefing }) {
  const t = useBriefingText();
  const navigate = useNavigate();
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={() => void navigate(`/briefing-deliveries?briefing=${id}`)}>
        {t('log')}
      </Button>
      <RowAct
        call="DELETE /api/admin/briefings/:id"
        list="briefings"
        label={t('remove')}
        done={t('removed')}
        ask={{ title: t('remove_ask', { name }), body: t('remove_body') }}
        run={async () => api('DELETE /api/admin/briefings/:id', { params: { id } })}
      />
    </span>
  );
}

const weekdays = ['weekday_1', 'weekday_2', 'weekday_3', 'weekday_4', 'weekday_5', 'weekday_6', 'weekday_7'] as const;

function planText({ plan, weekday, monthDay, minute }: Briefing, t: ReturnType<typeof useBriefingText>): string {
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  if (plan === 'daily') return t('plan_daily', { time });
  if (plan === 'weekly') return t('plan_weekly', { time, weekday: t(weekdays[(weekday ?? 1) - 1] ?? 'weekday_1') });
  return t('plan_monthly', { time, day: monthDay ?? 1 });
}
