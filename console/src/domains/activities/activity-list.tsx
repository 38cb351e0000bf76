import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { activityPlay, activityState } from '@huoshui/contracts/words/activities';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { shanghaiDay } from '../../ui/calendar.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { ActivityStateTag } from './activity-state.tsx';
import { useActivityText } from './texts.ts';

export type Activity = Answer<'GET /api/admin/activities'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/activities', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(activityState), filters.state),
      play: oneOf(valuesOf(activityPlay), filters.play),
    },
  });
}

/** Whatever shoppers play for benefits. */
export function ActivityList() {
  const t = useActivityText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/activities">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/activities/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Activity>
      name="activities"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(activityState, say) },
        { key: 'play', kind: 'choice', label: t('play'), options: optionsOf(activityPlay, say) },
      ]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.name}</span>
              <span className="hs-faint hs-small">{say(activityPlay[row.play])}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <ActivityStateTag state={row.state} />,
          (row) => say(activityState[row.state]),
        ),
        textColumn('days', t('days'), daysOf),
        countColumn('entries', t('entries'), (row) => row.entries),
        countColumn('rewards', t('rewards'), (row) => row.rewards),
        textColumn('what', t('what'), (row) => say(row.sentence)),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/activities/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}

/** First and last day. */
export function daysOf({ startsAt, endsAt }: Pick<Activity, 'startsAt' | 'endsAt'>): string {
  const last = new Date(new Date(endsAt).getTime() - 1);
  return `${shanghaiDay(new Date(startsAt))} – ${shanghaiDay(last)}`;
}
