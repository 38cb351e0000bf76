import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../ui/now.ts';
import { type Answer, call } from './call.ts';
import type { Host } from './host-port.ts';
import { Numbers } from './numbers.tsx';
import { Act, Card, Notice, Skeleton } from './parts.tsx';
import { attempt, say } from './say.tsx';
import { dayAfter, tenOn, timeOf } from './shown.ts';
import { useText } from './texts.ts';
import { wordsIn } from './words-in.ts';

type Todo = Answer<'GET /api/staff/todos'>['items'][number];
type Where = { readonly host: Host; readonly customer: string | null; readonly group?: string | null };

/** All that she is to do, what is due first standing first. */
export function MyTodos({ host, customer, group = null }: Where) {
  const t = useText();
  const query = useQuery({
    queryKey: ['todos', 'mine'],
    queryFn: async () => call('GET /api/staff/todos', { query: { limit: 50 } }),
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError)
    return <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />;
  const { items } = query.data;
  return (
    <>
      <Team />
      <Numbers />
      {items.length === 0 ? (
        <Notice title={t('no_todos')} body={t('no_todos_how')} />
      ) : (
        <section className="card">
          <TodoList todos={items} host={host} customer={customer} group={group} changed={async () => query.refetch()} />
        </section>
      )}
    </>
  );
}

/** What others did not do in time, for whom she answers; nothing where she is no manager. */
function Team() {
  const t = useText();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['todos', 'team'],
    queryFn: async () => call('GET /api/staff/todos', { query: { limit: 50, of: 'team' } }),
  });
  if (!data || data.items.length === 0) return null;
  const take = async (id: string) => {
    const taken = await attempt(async () => call('POST /api/staff/todos/:id/takeover', { params: { id } }));
    if (taken) say(t('taken_over'));
    await queries.invalidateQueries({ queryKey: ['todos'] });
  };
  return (
    <Card title={t('team_late')}>
      <ul className="todos">
        {data.items.map(({ id, title, staff, dueAt, postponed }) => (
          <li key={id} className="late">
            <b>{title}</b>
            <small>
              {staff} · {t('due', { when: timeOf(dueAt) })}
              {postponed > 0 && ` · ${t('postponed_times', { count: postponed })}`}
            </small>
            <div className="line">
              <Act act={async () => take(id)}>{t('take_over')}</Act>
            </div>
          </li>
        ))}
      </ul>
    </Card>
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

function One({
  todo,
  changed,
  host,
  customer: beside,
  group: besideGroup = null,
}: Where & { readonly todo: Todo; readonly changed: () => Promise<unknown> }) {
  const t = useText();
  const queries = useQueryClient();
  const [putting, setPutting] = useState(false);
  const { id, title, text, dueAt, why, customer, group, postponed, ready } = todo;
  const here = group === null ? customer !== null && customer.id === beside : group.id === besideGroup;
  const late = Date.parse(dueAt) < now().getTime();
  const complete = async () => call('POST /api/staff/todos/:id/completion', { params: { id }, body: {} });
  const sendReady = async () => {
    if (ready === null) return;
    if (group !== null) {
      await host.send(ready.send);
      return complete();
    }
    if (customer === null) return;
    const what = ready.coupon === null ? ready : await call('POST /api/staff/todos/:id/coupon', { params: { id } });
    await host.send(what.send);
    const about = { params: { id: customer.id }, body: { kind: 'todo' as const, of: id } };
    await call('POST /api/staff/customers/:id/sends', about).catch(() => null);
    return complete();
  };
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
        {group !== null && `${t('in_group', { name: group.name })} · `}
        {late ? <em>{t('overdue')} </em> : null}
        {t('due', { when: timeOf(dueAt) })} · {wordsIn(why)}
        {postponed > 0 && ` · ${t('postponed_times', { count: postponed })}`}
      </small>
      {ready !== null && (
        <div className="ready">
          {ready.send.text !== null && <p>{ready.send.text}</p>}
          {ready.send.card !== null && <small>+ {ready.send.card.title}</small>}
          {ready.coupon !== null && <small>{t('with_coupon')}</small>}
          {group !== null && !here && <small>{t('send_in_group')}</small>}
        </div>
      )}
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
          {ready !== null && group !== null && here && (
            <Act kind="primary" act={async () => settled(sendReady, t('sent'))}>
              {t('send_done')}
            </Act>
          )}
          {ready !== null && customer !== null && (
            <Act
              kind="primary"
              act={async () => (here ? settled(sendReady, t('sent')) : attempt(async () => host.open(customer.id)))}
            >
              {t(here ? 'send_done' : 'open_chat')}
            </Act>
          )}
          <Act
            kind={ready === null || (group !== null && !here) ? 'primary' : 'plain'}
            act={async () => settled(complete, t('done_said'))}
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
