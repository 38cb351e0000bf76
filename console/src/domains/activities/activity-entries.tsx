import { rewardState } from '@huoshui/contracts/words/activities';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Activity } from './activity-list.tsx';
import { useActivityText } from './texts.ts';

type Entry = Answer<'GET /api/admin/activities/:id/entries'>['items'][number];

const tones: Readonly<Record<Entry['rewards'][number]['state'], Tone>> = {
  due: 'info',
  given: 'good',
  held: 'warn',
  denied: 'bad',
  refused: 'bad',
  cancelled: 'neutral',
  taken_back: 'warn',
};

/** Everybody who takes part, with what she has and what became of her gifts. */
export function ActivityEntries({ activity: { id, play } }: { readonly activity: Activity }) {
  const t = useActivityText();
  const say = useWords();
  const can = useCan();
  const said = (sum: number) => (play === 'spending' ? formatYuan(sum) : formatCount(sum));
  return (
    <Panel title={t('people')} flush>
      <List<Entry>
        embedded
        name="activity-entries"
        about={id}
        title={t('people')}
        load={async ({ cursor, limit }: ListRequest) =>
          api('GET /api/admin/activities/:id/entries', { params: { id }, query: { cursor, limit } })
        }
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'member',
            title: t('member'),
            render: ({ memberId, nickname, tester }) => (
              <span className="hs-inline">
                {can('members.read') ? <Link to={`/members/${memberId}`}>{nickname || memberId}</Link> : nickname}
                {tester && <StateTag tone="neutral">{t('tester')}</StateTag>}
              </span>
            ),
            csv: ({ nickname }) => nickname,
          },
          timeColumn('joined', t('joined_at'), (row) => row.joinedAt),
          { key: 'sum', title: t('progress'), render: ({ sum }) => said(sum), csv: ({ sum }) => said(sum) },
          countColumn('helpers', t('helpers'), (row) => row.helpers),
          {
            key: 'gifts',
            title: t('gifts'),
            render: ({ rewards }) => (
              <span className="hs-inline">
                {rewards.map(({ tier, state, trouble }) => (
                  <StateTag key={tier} tone={tones[state]}>
                    {tier + 1} · {say(rewardState[state])}
                    {trouble && ` (${say(trouble)})`}
                  </StateTag>
                ))}
              </span>
            ),
            csv: ({ rewards }) => rewards.map(({ tier, state }) => `${tier + 1} ${say(rewardState[state])}`).join('; '),
          },
        ]}
        empty={{ title: t('nobody'), hint: t('nothing_hint') }}
      />
    </Panel>
  );
}
