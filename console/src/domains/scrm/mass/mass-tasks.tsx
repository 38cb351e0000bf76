import { massTaskState } from '@huoshui/contracts/words/mass';
import { type Answer, api } from '../../../ground/api.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { MassSend } from './mass-list.tsx';
import { useMassText } from './texts.ts';

type Task = Answer<'GET /api/admin/mass-sends/:id/tasks'>['items'][number];

const tones: Readonly<Record<Task['state'], Tone>> = {
  waiting: 'neutral',
  creating: 'neutral',
  offered: 'warn',
  done: 'good',
  stopped: 'neutral',
  failed: 'bad',
};

/** What falls to each member of staff, and how far she is. */
export function MassTasks({ mass: { id } }: { readonly mass: MassSend }) {
  const t = useMassText();
  const say = useWords();
  return (
    <List<Task>
      embedded
      name="mass-tasks"
      about={id}
      title={t('tasks')}
      searchHint={t('task_search')}
      load={async ({ q, cursor, limit }) =>
        api('GET /api/admin/mass-sends/:id/tasks', { params: { id }, query: { q, cursor, limit } })
      }
      rowKey={(row) => row.id}
      columns={[
        textColumn('staff', t('task_staff'), (row) => (row.userid === '' ? t('by_wecom') : row.staff)),
        stateColumn(
          'state',
          t('task_state'),
          (row) => say(massTaskState[row.state]),
          (row) => tones[row.state],
        ),
        countColumn('targets', t('task_targets'), (row) => row.targets),
        countColumn('sent', t('sent'), (row) => row.sent),
        countColumn('missed', t('not_sent'), (row) => row.notFriend + row.limit + row.unsent + row.failed),
        countColumn('others', t('by_others'), (row) => row.byOthers, { hidden: true }),
        countColumn('reminders', t('task_reminders'), (row) => row.reminders),
        timeColumn('confirmed', t('task_confirmed'), (row) => row.confirmedAt),
        textColumn('trouble', t('task_trouble'), (row) => (row.trouble === null ? '' : say(row.trouble))),
      ]}
      empty={{ title: t('tasks_empty'), hint: t('tasks_empty_hint') }}
    />
  );
}
