import { valuesOf } from '@huoshui/contracts/words';
import { inviteState } from '@huoshui/contracts/words/activity-invites';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useCan } from '../../ground/session.tsx';
import { shanghaiDay } from '../../ui/calendar.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useRiskText } from './risk-texts.ts';

type Spread = Answer<'GET /api/admin/activities/:id/spread'>;
type Invite = Answer<'GET /api/admin/activities/:id/invites'>['items'][number];
type Generation = Spread['generations'][number];

const tones: Readonly<Record<Invite['state'], Tone>> = {
  came: 'neutral',
  done: 'info',
  held: 'warn',
  counted: 'good',
  refused: 'bad',
  void: 'neutral',
};

/** How an activity that brings newcomers spread: figures, generations, and who brought whom. */
export function ActivitySpread({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['activities', 'spread', id],
    queryFn: async () => api('GET /api/admin/activities/:id/spread', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(spread) => (
        <>
          <Figures id={id} spread={spread} />
          {spread.generations.length > 0 && <Generations spread={spread} />}
          <Invites id={id} />
        </>
      )}
    </Loaded>
  );
}

function Figures({ id, spread }: { readonly id: string; readonly spread: Spread }) {
  const t = useRiskText();
  const { visitors, newMembers, bringing, counted, waiting, held, k, cac } = spread;
  return (
    <KeyFigures
      figures={[
        { label: t('visitors'), value: formatCount(visitors) },
        {
          label: t('new_members'),
          value: <PeopleLink of="activities.people" values={{ activity: id, who: 'newHelpers' }} count={newMembers} />,
          note: t('bringing', { count: formatCount(bringing) }),
        },
        {
          label: t('counted'),
          value: formatCount(counted),
          note: t('counted_note', { waiting: formatCount(waiting), held: formatCount(held) }),
        },
        {
          label: t('k'),
          value: k === null ? '–' : k.value,
          note: k === null ? t('k_few') : t('k_note', { low: k.low, high: k.high }),
        },
        { label: t('cac'), value: cac === null ? '–' : <Money fen={cac} /> },
      ]}
    />
  );
}

function Generations({ spread: { generations } }: { readonly spread: Spread }) {
  const t = useRiskText();
  const columns: readonly GridColumn<Generation>[] = [
    {
      title: t('generation'),
      render: ({ generation }) => t('gen', { n: generation }),
      csv: ({ generation }) => generation,
    },
    counted(t('newcomers'), (row) => row.newcomers),
    counted(t('counted'), (row) => row.counted),
  ];
  const file = () => ({ name: t('generation'), tables: [gridTable(columns, generations)] });
  return (
    <Panel title={t('generation')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={generations} rowKey={(row) => String(row.generation)} columns={columns} />
    </Panel>
  );
}

type Of = { readonly entry: string; readonly name: string };

/** Down the tree by whom somebody brought herself, up again by all of them. */
function Invites({ id }: { readonly id: string }) {
  const t = useRiskText();
  const say = useWords();
  const can = useCan();
  const [of, setOf] = useState<Of | null>(null);
  const person = (memberId: string, nickname: string) =>
    can('members.read') ? <Link to={`/members/${memberId}`}>{nickname || memberId}</Link> : nickname;
  return (
    <Panel
      title={of === null ? t('spread') : t('whose', { name: of.name })}
      flush
      extra={
        of && (
          <Button size="small" onClick={() => setOf(null)}>
            {t('everybody')}
          </Button>
        )
      }
    >
      <List<Invite>
        embedded
        name="activity-invites"
        about={`${id} ${of?.entry ?? ''}`}
        title={t('spread')}
        load={async ({ cursor, limit, filters }: ListRequest) =>
          api('GET /api/admin/activities/:id/invites', {
            params: { id },
            query: { cursor, limit, by: of?.entry, state: oneOf(valuesOf(inviteState), filters.state) },
          })
        }
        rowKey={(row) => row.memberId}
        filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(inviteState, say) }]}
        columns={[
          {
            key: 'member',
            title: t('member'),
            render: (row) => person(row.memberId, row.nickname),
            csv: (row) => row.nickname,
          },
          textColumn('generation', t('generation'), (row) => t('gen', { n: row.generation })),
          {
            key: 'by',
            title: t('brought_by'),
            render: ({ by }) => person(by.memberId, by.nickname),
            csv: ({ by }) => by.nickname,
          },
          {
            key: 'state',
            title: t('state'),
            render: ({ state, why, dueAt }) => (
              <span className="hs-two-lines">
                <StateTag tone={tones[state]}>{say(inviteState[state])}</StateTag>
                <span className="hs-faint hs-small">
                  {why ? say(why) : dueAt && t('counts_on', { day: shanghaiDay(new Date(dueAt)) })}
                </span>
              </span>
            ),
            csv: ({ state }) => say(inviteState[state]),
          },
          {
            ...countColumn<Invite>('brought', t('brought'), (row) => row.brought),
            render: ({ brought, entryId, nickname }) =>
              entryId === null || brought === 0 ? (
                formatCount(brought)
              ) : (
                <Button size="small" type="link" onClick={() => setOf({ entry: entryId, name: nickname })}>
                  {formatCount(brought)}
                </Button>
              ),
          },
          timeColumn('came', t('came_at'), (row) => row.cameAt),
        ]}
        empty={{ title: t('nobody_came'), hint: t('nobody_came_hint') }}
      />
    </Panel>
  );
}
