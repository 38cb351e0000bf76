import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../ui/now.ts';
import { type Answer, call } from './call.ts';
import type { Host } from './host-port.ts';
import { Act, Notice, Skeleton } from './parts.tsx';
import { attempt, say } from './say.tsx';
import { dayAfter, tenOn, timeOf } from './shown.ts';
import { useText } from './texts.ts';
import { wordsIn } from './words-in.ts';

type Todo = Answer<'GET /api/staff/todos'>['items'][number];
type Where = { readonly host: Host; readonly customer: string | null };

/** All that she is to do, what is due first standing first. */
export function MyTodos({ host, customer }: Where) {
  const t = useText();
  const query = useQuery({
    queryKey: ['todos'],
    queryFn: async () => call('GET /api/staff/todos', { query: { limit: 50 } }),
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError)
    return <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />;
  const { items } = query.data;
  if (items.length === 0) return <Notice title={t('no_todos')} body={t('no_todos_how')} />;
  return (
    <section className="card">
      <TodoList todos={items} host={host} customer={customer} changed={async () => query.refetch()} />
    </section>
  );
}

type ListProps = Where & { readonly todos: readonly Todo[]; readonly changed: () => Promise<unknown> };

export function TodoList({ todos, changed, ...where }: ListProps) {
  return (
    <ul className="todos">
      {todos.map((todo) => (
        <One key={todo.id} todo={todo} changed={changed} {...where} />
      ))}
    </ul>
  );
}

function One({ todo, changed }: Where & { readonly todo: Todo; readonly changed: () => Promise<unknown> }) {
  const t = useText();
  const queries = useQueryClient();
  const [putting, setPutting] = useState(false);
  const { id, title, text, dueAt, why, customer, postponed } = todo;
  const late = Date.parse(dueAt) < now().getTime();
  const settled = async (act: () => Promise<unknown>, said: string) => {
    if (!(await attempt(act))) return;
    say(said);
    setPutting(false);
    await Promise.all([changed(), queries.invalidateQueries({ queryKey: ['todos'] })]);
  };
  return (
    <li className={late ? 'late' : ''}>
      <b>{title}</b>
      {text !== '' && text !== title && <p>{text}</p>}
      <small>
        {customer !== null && `${customer.name} · `}
        {late ? <em>{t('overdue')} </em> : null}
        {t('due', { when: timeOf(dueAt) })} · {wordsIn(why)}
        {postponed > 0 && ` · ${t('postponed_times', { count: postponed })}`}
      </small>
      {putting ? (
        <PutOff
          cancel={() => setPutting(false)}
          save={async (until, reason) =>
            settled(
              async () => call('POST /api/staff/todos/:id/postponement', { params: { id }, body: { until, reason } }),
              t('postponed_said'),
            )
          }
        />
      ) : (
        <div className="line">
          <button type="button" className="plain" onClick={() => setPutting(true)}>
            {t('postpone')}
          </button>
          <Act
            kind="primary"
            act={async () =>
              settled(
                async () => call('POST /api/staff/todos/:id/completion', { params: { id }, body: {} }),
                t('done_said'),
              )
            }
          >
            {t('done')}
          </Act>
        </div>
      )}
    </li>
  );
}

type PutOffProps = { readonly cancel: () => void; readonly save: (until: string, reason: string) => Promise<void> };

function PutOff({ cancel, save }: PutOffProps) {
  const t = useText();
  const [days, setDays] = useState(1);
  const [reason, setReason] = useState('');
  return (
    <form
      className="put-off"
      onSubmit={(event) => {
        event.preventDefault();
        void save(tenOn(dayAfter(days)), reason.trim());
      }}
    >
      <div className="choice">
        {[1, 3].map((count) => (
          <button key={count} type="button" aria-pressed={days === count} onClick={() => setDays(count)}>
            {t(count === 1 ? 'tomorrow' : 'in_3_days')}
          </button>
        ))}
      </div>
      <input
        aria-label={t('postpone_why')}
        placeholder={t('postpone_why')}
        maxLength={200}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="line">
        <button type="button" className="plain" onClick={cancel}>
          {t('cancel')}
        </button>
        <button type="submit" className="primary" disabled={reason.trim() === ''}>
          {t('confirm')}
        </button>
      </div>
    </form>
  );
}
