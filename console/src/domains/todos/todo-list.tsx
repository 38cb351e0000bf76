import { valuesOf } from '@huoshui/contracts/words';
import { todoFor, todoState } from '@huoshui/contracts/words/todos';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCauseFilters } from '../../ground/cause.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useTodoText } from './texts.ts';
import { AssignAct, DoneAct } from './todo-acts.tsx';

type Todo = Answer<'GET /api/admin/todos'>['items'][number];
const tones: Readonly<Record<Todo['state'], Tone>> = { open: 'info', done: 'good', dropped: 'neutral' };

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/todos', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(todoState), filters.state),
      for: oneOf(valuesOf(todoFor), filters.whose),
      causeId: filters.cause,
    },
  });
}

export function TodoList() {
  const t = useTodoText();
  const say = useWords();
  const causes = useCauseFilters({ cause: t('because') });
  return (
    <List<Todo>
      name="todos"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), width: 112, options: optionsOf(todoState, say) },
        { key: 'whose', kind: 'choice', label: t('whose'), width: 160, options: optionsOf(todoFor, say) },
        ...causes,
      ]}
      columns={[
        {
          key: 'what',
          title: t('what'),
          render: (row) => (
            <>
              {row.title}
              {row.text !== '' && <div className="hs-soft hs-small">{row.text}</div>}
            </>
          ),
          csv: (row) => (row.text === '' ? row.title : `${row.title}: ${row.text}`),
        },
        {
          key: 'member',
          title: t('member'),
          render: ({ memberId, memberName, group, customer }) => {
            if (memberId !== null) return <Link to={`/members/${memberId}`}>{memberName}</Link>;
            if (group !== null)
              return <Link to={`/customer-groups/${group.id}`}>{t('of_group', { name: group.name })}</Link>;
            return customer === null ? null : <span className="hs-soft">{t('of_customer', { name: customer })}</span>;
          },
          csv: ({ memberName, group, customer }) => group?.name ?? customer ?? memberName,
        },
        timeColumn('due', t('due'), (row) => row.dueAt),
        stateColumn(
          'state',
          t('state'),
          (row) => say(todoState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'assignee',
          title: t('assignee'),
          render: (row) => row.assignee?.name ?? <span className="hs-faint">{t('anybody')}</span>,
          csv: (row) => row.assignee?.name ?? null,
        },
        {
          key: 'because',
          title: t('because'),
          render: ({ because }) => {
            const label = say(because.label);
            if (because.kind === 'journey') return <Link to={`/journeys/${because.id}`}>{label}</Link>;
            if (because.kind === 'group_rhythm') return <Link to={`/group-rhythms/${because.id}`}>{label}</Link>;
            return <span className="hs-soft">{label}</span>;
          },
          csv: (row) => say(row.because.label),
        },
        textColumn('note', t('note'), (row) => row.note ?? ''),
        textColumn('doneBy', t('done_by'), (row) => row.doneBy?.name ?? '', { hidden: true }),
        timeColumn('doneAt', t('done_at'), (row) => row.doneAt, { hidden: true }),
        actsColumn((row) => <TodoActs todo={row} />, 170),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function TodoActs({ todo: { id, title, state, assignee } }: { readonly todo: Todo }) {
  const t = useTodoText();
  if (state === 'dropped') return null;
  if (state === 'done')
    return (
      <RowAct
        call="DELETE /api/admin/todos/:id/completion"
        list="todos"
        label={t('reopen')}
        done={t('reopened')}
        run={async () => api('DELETE /api/admin/todos/:id/completion', { params: { id } })}
      />
    );
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <DoneAct id={id} title={title} />
      <AssignAct id={id} title={title} assigneeId={assignee?.id ?? null} />
    </span>
  );
}
