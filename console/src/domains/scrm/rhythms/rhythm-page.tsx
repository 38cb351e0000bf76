import { rhythmDay, rhythmState } from '@huoshui/contracts/words/group-rhythms';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { type Rhythm, rhythmTones } from './rhythm-list.tsx';
import { useRhythmText } from './texts.ts';
import '../scrm.css';

export function RhythmPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['group-rhythms', 'one', id],
    queryFn: async () => api('GET /api/admin/group-rhythms/:id', { params: { id } }),
    refetchInterval: 15_000,
  });
  return <Loaded query={query}>{(rhythm) => <Shown rhythm={rhythm} />}</Loaded>;
}

function Shown({ rhythm }: { readonly rhythm: Rhythm }) {
  const t = useRhythmText();
  const say = useWords();
  const { id, state, groups, staff, nextAt, cards, createdAt } = rhythm;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/group-rhythms', label: t('title') }}
        title={rhythm.name}
        state={<StateTag tone={rhythmTones[state]}>{say(rhythmState[state])}</StateTag>}
        actions={<Actions rhythm={rhythm} />}
      />
      {groups === 0 && <Alert type="warning" title={t('no_groups')} />}
      <div className="hs-split">
        <div>
          <KeyFigures
            figures={[
              { label: t('groups'), value: formatCount(groups), note: t('of_owners', { count: staff }) },
              { label: t('next'), value: nextAt === null ? '–' : <Time at={nextAt} absolute /> },
            ]}
          />
          <Panel
            title={t('cards')}
            extra={<Link to={`/todos?cause=${encodeURIComponent(id)}`}>{t('see_cards')}</Link>}
            flush
          >
            <KeyFigures
              figures={[
                {
                  label: t('done'),
                  value: formatCount(cards.done),
                  note: cards.doneLate > 0 ? t('done_late', { count: cards.doneLate }) : undefined,
                },
                { label: t('open'), value: formatCount(cards.open) },
                { label: t('late'), value: formatCount(cards.late) },
                { label: t('put_off'), value: formatCount(cards.putOff) },
                { label: t('escalated'), value: formatCount(cards.escalated) },
              ]}
            />
          </Panel>
        </div>
        <div>
          <Week rhythm={rhythm} />
          <Panel>
            <Facts facts={[{ label: t('created'), value: <Time at={createdAt} absolute /> }]} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function Week({ rhythm: { values } }: { readonly rhythm: Rhythm }) {
  const t = useRhythmText();
  const say = useWords();
  const beats = (Array.isArray(values.beats) ? values.beats : []).map((beat: unknown) => Object(beat));
  const dayOf = (day: string) => Object.entries(rhythmDay).find(([key]) => key === day)?.[1];
  return (
    <Panel title={t('week')}>
      <ol className="hs-rhythm">
        {beats.map(({ day, at, title, text }) => {
          const said = dayOf(String(day));
          return (
            <li key={`${day} ${at} ${title}`}>
              <b>
                {said === undefined ? '' : say(said)} {clock(Number(at))} · {String(title)}
              </b>
              <p className="hs-soft">{String(text)}</p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Actions({ rhythm: { id, state } }: { readonly rhythm: Rhythm }) {
  const t = useRhythmText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['group-rhythms']);
  const set = async (paused: boolean) => {
    if (paused && !(await confirm({ title: t('pause_ask'), body: t('pause_body'), ok: t('pause') }))) return;
    await act(
      async () => api('POST /api/admin/group-rhythms/:id/pausing', { params: { id }, body: { paused } }),
      t(paused ? 'paused' : 'resumed'),
    );
  };
  return (
    <>
      <May call="POST /api/admin/group-rhythms/:id/pausing">
        <Button loading={busy} onClick={() => void set(state === 'live')}>
          {t(state === 'live' ? 'pause' : 'resume')}
        </Button>
      </May>
      <May call="PUT /api/admin/group-rhythms/:id">
        <Button type="primary" onClick={() => void navigate(`/group-rhythms/${id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}
