import { stage } from '@huoshui/contracts/words/audiences';
import { orderState } from '@huoshui/contracts/words/orders';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatCount, formatPercent, formatYuan, formatYuanCompact } from '../ui/format.ts';
import { currentLanguage } from '../ui/language.ts';
import { type Answer, call } from './call.ts';
import type { Host } from './host-port.ts';
import { Notes } from './notes.tsx';
import { Card, Notice, Skeleton } from './parts.tsx';
import { dayOf, pictureOf } from './shown.ts';
import { Tags } from './tags.tsx';
import { useText } from './texts.ts';
import { TodoList } from './todos.tsx';
import { wordsIn } from './words-in.ts';

export type Shown = Answer<'GET /api/staff/customers/:id'>;
type Member = NonNullable<Shown['member']>;

type Props = { readonly id: string; readonly host: Host; readonly back: (() => void) | null };

/** All that staff see of a customer of theirs. */
export function Profile({ id, host, back }: Props) {
  const t = useText();
  const queries = useQueryClient();
  const key = ['customer', id];
  const query = useQuery({
    queryKey: key,
    queryFn: async () => call('GET /api/staff/customers/:id', { params: { id } }),
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError)
    return <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />;
  const { customer, member, tags, notes, todos } = query.data;
  const set = (change: Partial<Shown>) =>
    queries.setQueryData<Shown>(key, (old) => (old === undefined ? old : { ...old, ...change }));
  return (
    <>
      {back !== null && (
        <button type="button" className="back" onClick={back}>
          ‹ {t('back')}
        </button>
      )}
      <Head customer={customer} member={member} />
      {member === null ? (
        <Notice title={t('unknown')} body={t('unknown_how')} />
      ) : (
        <>
          <Figures id={id} member={member} />
          {todos.length > 0 && (
            <Card title={t('todos_hers')}>
              <TodoList
                todos={todos}
                host={host}
                customer={back === null ? id : null}
                changed={async () => query.refetch()}
              />
            </Card>
          )}
          <Tags id={id} tags={tags} set={(next) => set({ tags: next })} />
        </>
      )}
      <Notes
        id={id}
        notes={notes}
        known={member !== null}
        set={(next) => set({ notes: next })}
        changed={async () => query.refetch()}
      />
      {member !== null && (
        <>
          <HerCoupons member={member} />
          <Latest member={member} />
        </>
      )}
    </>
  );
}

function Head({ customer, member }: Pick<Shown, 'customer' | 'member'>) {
  const t = useText();
  const parts = [
    t('friend_since', { day: dayOf(customer.addedAt) }),
    ...(customer.way === null ? [] : [t('by_way', { way: customer.way })]),
    ...(member?.birthday
      ? [t('birthday', { day: member.lunarBirthday ? wordsIn(member.lunarBirthday) : member.birthday })]
      : []),
    ...(member?.phoneMasked ? [member.phoneMasked] : []),
  ];
  return (
    <header className="head">
      {member?.avatar ? (
        <img src={pictureOf(member.avatar, 56)} alt="" />
      ) : (
        <span className="face">{[...customer.name][0]}</span>
      )}
      <div>
        <h1>{customer.name}</h1>
        <p className="chips">
          {member !== null && <b className={`stage stage-${member.stage}`}>{wordsIn(stage[member.stage])}</b>}
          {member?.grade && <b className="grade">{member.grade}</b>}
          {member?.level && <b>{member.level}</b>}
        </p>
        <p className="soft">{parts.join(' · ')}</p>
      </div>
    </header>
  );
}

function Figures({ id, member }: { readonly id: string; readonly member: Member }) {
  const t = useText();
  const language = currentLanguage();
  const figures = [
    [t('spent'), formatYuanCompact(member.spent, language)],
    [t('orders'), formatCount(member.orders)],
    [t('average'), member.averageOrder === null ? '–' : formatYuanCompact(member.averageOrder, language)],
    [t('points'), formatCount(member.points)],
  ] as const;
  return (
    <section className="card figures">
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dd>{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      {member.value !== null && (
        <p className="value">
          {t('value', {
            day: dayOf(member.value.nextBy),
            spent: formatYuanCompact(member.value.spent, language),
            alive: formatPercent(member.value.alive, 0),
          })}
        </p>
      )}
      <Likes id={id} />
    </section>
  );
}

/** A moment after the rest: it is asked of the event store. */
function Likes({ id }: { readonly id: string }) {
  const t = useText();
  const { data } = useQuery({
    queryKey: ['customer', id, 'likes'],
    queryFn: async () => call('GET /api/staff/customers/:id/likes', { params: { id } }),
  });
  if (!data || (data.likes.length === 0 && data.why === null)) return null;
  return (
    <p className="soft">
      {data.likes.length > 0 && (
        <>
          {t('likes')} {data.likes.map(wordsIn).join(t('comma'))}
          {data.why !== null && ' · '}
        </>
      )}
      {data.why !== null && wordsIn(data.why)}
      {data.signs.map((sign) => (
        <em key={sign.zh}> {wordsIn(sign)}</em>
      ))}
    </p>
  );
}

function HerCoupons({ member: { coupons } }: { readonly member: Member }) {
  const t = useText();
  return (
    <Card title={t('coupons')} extra={<span className="soft">{coupons.length || ''}</span>}>
      {coupons.length === 0 && <p className="soft">{t('no_coupons')}</p>}
      <ul className="rows">
        {coupons.map(({ id, name, sentence, validTo }) => (
          <li key={id}>
            <div>
              <b>{name}</b>
              <small>{wordsIn(sentence)}</small>
            </div>
            <small>{t('until', { day: dayOf(validTo) })}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Latest({ member: { latest } }: { readonly member: Member }) {
  const t = useText();
  return (
    <Card title={t('latest')}>
      {latest.length === 0 && <p className="soft">{t('no_orders')}</p>}
      <ul className="rows">
        {latest.map(({ id, state, firstLine, image, quantity, payable, refunded, createdAt }) => (
          <li key={id}>
            {image !== null && <img src={pictureOf(image, 48)} alt="" />}
            <div>
              <b>{firstLine}</b>
              <small>
                {dayOf(createdAt)} · {t('pieces', { count: quantity })} · {wordsIn(orderState[state])}
                {refunded > 0 && ` · ${t('refunded', { amount: formatYuan(refunded) })}`}
              </small>
            </div>
            <span className="amount">{formatYuan(payable)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
