import { broadcastState } from '@huoshui/contracts/words/accounts';
import { verdictReason } from '@huoshui/contracts/words/messaging';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useCan } from '../../../ground/session.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Broadcast } from './broadcast-list.tsx';
import { BroadcastPreview } from './broadcast-preview.tsx';
import { toneOf } from './broadcast-state.ts';
import { useBroadcastText } from './texts.ts';

type Reach = Answer<'GET /api/admin/account-broadcasts/:id/reach'>;

export function BroadcastPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['account-broadcasts', 'one', id],
    queryFn: async () => api('GET /api/admin/account-broadcasts/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(broadcast) => <Shown broadcast={broadcast} />}</Loaded>;
}

function Shown({ broadcast }: { readonly broadcast: Broadcast }) {
  const t = useBroadcastText();
  const say = useWords();
  const { id, name, state, trouble, account, sentence, dueAt, createdAt, values } = broadcast;
  const reach = useQuery({
    queryKey: ['account-broadcasts', 'reach', id],
    queryFn: async () => api('GET /api/admin/account-broadcasts/:id/reach', { params: { id } }),
  });
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/account-broadcasts', label: t('title') }}
        title={name}
        state={<StateTag tone={toneOf(state)}>{say(broadcastState[state])}</StateTag>}
        actions={<Actions broadcast={broadcast} reach={reach.data} />}
      />
      {trouble !== null && (
        <Alert
          type={state === 'failed' ? 'error' : 'warning'}
          showIcon
          title={say(trouble)}
          style={{ marginBottom: 16 }}
        />
      )}
      <div className="hs-split">
        <div>
          <Result broadcast={broadcast} />
          <Loaded query={reach}>
            {(told) => <Quota reach={told} open={state === 'planned' || state === 'waiting'} />}
          </Loaded>
        </div>
        <div>
          <Panel title={t('about')}>
            <Facts
              facts={[
                { label: t('account'), value: say(account) },
                { label: t('rule'), value: say(sentence) },
                ...(dueAt === null ? [] : [{ label: t('due'), value: <Time at={dueAt} absolute /> }]),
                { label: t('created'), value: <Time at={createdAt} absolute /> },
              ]}
            />
          </Panel>
          <Panel title={t('she_reads')}>
            <BroadcastPreview values={values} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

const BROUGHT = `/touches?${new URLSearchParams({ values: JSON.stringify({ by: 'thing' }) })}`;

/** As the report of the platform says, which tells nobody who got it; members who followed then are in the log. */
function Result({ broadcast: { id, reach, total, sent, errors, members, sentAt } }: { readonly broadcast: Broadcast }) {
  const t = useBroadcastText();
  const can = useCan();
  if (sentAt === null)
    return (
      <Panel>
        <Empty small title={t('result_none')} hint={t('section_when_purpose')} />
      </Panel>
    );
  const count = (number: number | null) => (number === null ? '–' : formatCount(number));
  return (
    <KeyFigures
      figures={[
        { label: t('for_whom'), value: count(reach), note: <Time at={sentAt} absolute /> },
        { label: t('total'), value: count(total), note: total === null ? t('result_waits') : undefined },
        { label: t('sent'), value: count(sent) },
        { label: t('errors'), value: count(errors) },
        {
          label: t('members'),
          value: formatCount(members),
          note: members > 0 && can('messaging.read') && <Link to={`/outbound?cause=${id}`}>{t('see_messages')}</Link>,
        },
        ...(can('analytics.read')
          ? [{ label: t('brought'), value: <Link to={BROUGHT}>{t('see_touches')}</Link> }]
          : []),
      ]}
    />
  );
}

function Quota({ reach, open }: { readonly reach: Reach; readonly open: boolean }) {
  const t = useBroadcastText();
  const say = useWords();
  const { followers, against, today, month, limit, source, asOf, spent } = reach;
  return (
    <Panel title={t('limit')}>
      {open && spent !== null && <Alert type="warning" showIcon title={say(spent)} style={{ marginBottom: 12 }} />}
      {against.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('against')}
          description={against
            .map(({ reason, count }) => `${say(verdictReason[reason])} ${formatCount(count)}`)
            .join(t('and'))}
          style={{ marginBottom: 12 }}
        />
      )}
      <Facts
        facts={[
          ...(open ? [{ label: t('would_reach'), value: formatCount(followers) }] : []),
          { label: t('used'), value: t('used_words', { today, month }) },
          {
            label: t('limit'),
            value: (
              <div>
                <div>{say(limit)}</div>
                <div className="hs-small">
                  <a href={source} target="_blank" rel="noreferrer">
                    {t('rule_of', { day: asOf })}
                  </a>
                </div>
              </div>
            ),
          },
        ]}
      />
    </Panel>
  );
}

const START = 'POST /api/admin/account-broadcasts/:id/start';
const CANCEL = 'POST /api/admin/account-broadcasts/:id/cancelling';

function Actions({ broadcast, reach }: { readonly broadcast: Broadcast; readonly reach: Reach | undefined }) {
  const t = useBroadcastText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['account-broadcasts']);
  const { id, name, state } = broadcast;
  const start = async () => {
    const body = t('start_body', { count: formatCount(reach?.followers ?? 0) });
    if (!(await confirm({ title: t('start_ask', { name }), body, ok: t('start') }))) return;
    await act(async () => api(START, { params: { id } }), t('started'));
  };
  return (
    <>
      {(state === 'planned' || state === 'waiting') && (
        <May call={CANCEL}>
          <Button
            danger
            loading={busy}
            onClick={() => void act(async () => api(CANCEL, { params: { id } }), t('cancelled'))}
          >
            {t('cancel')}
          </Button>
        </May>
      )}
      {state === 'planned' && (
        <>
          <May call="PUT /api/admin/account-broadcasts/:id">
            <Button onClick={() => void navigate(`/account-broadcasts/${id}/edit`)}>{t('edit')}</Button>
          </May>
          <May call={START}>
            <Button type="primary" loading={busy} disabled={reach === undefined} onClick={() => void start()}>
              {t('start')}
            </Button>
          </May>
        </>
      )}
    </>
  );
}
