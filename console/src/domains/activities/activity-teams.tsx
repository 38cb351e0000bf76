import { seatState, teamState } from '@huoshui/contracts/words/activities';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useActivityText } from './texts.ts';

type Team = Answer<'GET /api/admin/activities/:id/teams'>['items'][number];
type Seat = Team['seats'][number];

const tones: Readonly<Record<Team['state'], Tone>> = {
  held: 'neutral',
  open: 'info',
  full: 'good',
  failed: 'warn',
  gone: 'neutral',
};

/** Every team of a group buy, who is in it by which order, and what became of the money. */
export function ActivityTeams({ id }: { readonly id: string }) {
  const t = useActivityText();
  const say = useWords();
  return (
    <Panel title={t('teams')} flush>
      <List<Team>
        embedded
        name="activity-teams"
        about={id}
        title={t('teams')}
        load={async ({ cursor, limit }: ListRequest) =>
          api('GET /api/admin/activities/:id/teams', { params: { id }, query: { cursor, limit } })
        }
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'state',
            title: t('state'),
            render: ({ state, closesAt }) => (
              <span className="hs-inline">
                <StateTag tone={tones[state]}>{say(teamState[state])}</StateTag>
                {state === 'open' && closesAt !== null && <Time at={closesAt} />}
              </span>
            ),
            csv: ({ state }) => say(teamState[state]),
          },
          { key: 'product', title: t('team_product'), render: ({ product }) => product, csv: ({ product }) => product },
          {
            key: 'seats',
            title: t('team_seats'),
            render: ({ seats, size }) => <Seats seats={seats} size={size} />,
            csv: ({ seats }) => seats.map(({ nickname, state }) => `${nickname} ${say(seatState[state])}`).join('; '),
          },
          {
            key: 'money',
            title: t('team_money'),
            render: ({ seats }) => moneyOf(seats),
            csv: ({ seats }) => moneyOf(seats),
          },
          timeColumn('begun', t('team_begun'), (row) => row.begunAt),
        ]}
        empty={{ title: t('no_teams'), hint: t('no_teams_hint') }}
      />
    </Panel>
  );
}

/** What came, and what of it went back. */
function moneyOf(seats: readonly Seat[]): string {
  const [paid, back] = [seats.reduce((sum, one) => sum + one.paid, 0), seats.reduce((sum, one) => sum + one.back, 0)];
  return back === 0 ? formatYuan(paid) : `${formatYuan(paid)} − ${formatYuan(back)}`;
}

function Seats({ seats, size }: Pick<Team, 'seats' | 'size'>) {
  const t = useActivityText();
  const say = useWords();
  const can = useCan();
  const taken = seats.filter(({ state }) => state === 'held' || state === 'paid').length;
  return (
    <span className="hs-inline">
      {`${taken}/${size}`}
      {seats.map(({ orderId, nickname, state, leads, refunded }) => {
        const named = `${nickname || t('member')}${leads ? ` · ${t('team_leads')}` : ''}`;
        return (
          <StateTag key={orderId} tone={state === 'paid' && !refunded ? 'good' : 'neutral'}>
            {can('orders.read') ? <Link to={`/orders/${orderId}`}>{named}</Link> : named} ·{' '}
            {refunded ? t('team_refunded') : say(seatState[state])}
          </StateTag>
        );
      })}
    </span>
  );
}
