import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useReports } from '../../ground/reports.ts';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { ScheduleButton } from '../briefings/index.ts';
import { addressNow } from './asked-now.ts';
import { NamedDialog } from './named-dialog.tsx';
import { useDashboardText } from './texts.ts';

export type Question = Answer<'GET /api/admin/questions'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/questions', { query: { q, cursor, limit } });
}

export function QuestionList() {
  const t = useDashboardText();
  const say = useWords();
  const navigate = useNavigate();
  const { data } = useReports();
  const reportOf = (name: string) => data?.items.find((report) => report.name === name);
  const addressOf = (row: Question) => addressNow(row, reportOf(row.report)?.fields ?? []);
  const daysOf = ({ lastDays }: Question) => (lastDays === null ? t('days_fixed') : t('last_days', { days: lastDays }));
  return (
    <List<Question>
      name="questions"
      title={t('questions')}
      purpose={t('questions_purpose')}
      searchHint={t('questions_search')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => <Link to={addressOf(row)}>{row.name}</Link>,
          csv: (row) => row.name,
        },
        textColumn('report', t('report'), (row) => {
          const report = reportOf(row.report);
          return report ? say(report.words) : t('tile_gone');
        }),
        textColumn('days', t('days'), daysOf),
        textColumn('owner', t('owner'), (row) => (row.mine ? t('mine') : row.owner)),
        textColumn('seen', t('seen_by'), (row) => t(row.shared ? 'everybody' : 'only_me')),
        countColumn('dashboards', t('on_dashboards'), (row) => row.dashboards),
        timeColumn('created', t('created_at'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <Acts row={row} />, 230),
      ]}
      onOpen={(row) => void navigate(addressOf(row))}
      empty={{ title: t('questions_empty'), hint: t('questions_empty_hint') }}
    />
  );
}

function Acts({ row }: { readonly row: Question }) {
  const t = useDashboardText();
  const [editing, edit] = useState(false);
  const { id, name, shared, revision, dashboards } = row;
  const schedule = <ScheduleButton link of={{ kind: 'question', id, name }} />;
  if (!row.mine) return schedule;
  return (
    <>
      {schedule}
      <May call="PATCH /api/admin/questions/:id">
        <Button size="small" type="link" onClick={() => edit(true)}>
          {t('edit')}
        </Button>
      </May>
      <RowAct
        call="DELETE /api/admin/questions/:id"
        list="questions"
        label={t('remove')}
        done={t('removed')}
        ask={{ title: t('question_remove', { name }), body: t('question_remove_body', { count: dashboards }) }}
        run={async () => api('DELETE /api/admin/questions/:id', { params: { id } })}
      />
      {editing && (
        <NamedDialog
          title={t('edit')}
          start={{ name, shared }}
          done={t('changed')}
          onSave={async (body) => api('PATCH /api/admin/questions/:id', { params: { id }, body, revision })}
          onClose={() => edit(false)}
        />
      )}
    </>
  );
}
