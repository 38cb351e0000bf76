import { valuesOf } from '@huoshui/contracts/words';
import { arm, giftState, goalState, goalTime, runState } from '@huoshui/contracts/words/journeys';
import { useCallback } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { asInteger } from '../../ui/address/shapes.ts';
import { type Column, type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { Journey } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';

type Run = Answer<'GET /api/admin/journeys/:id/runs'>['items'][number];
const runStates = valuesOf(runState);
const arms = valuesOf(arm);
const tones: Readonly<Record<Run['state'], Tone>> = {
  waiting: 'info',
  converted: 'good',
  completed: 'neutral',
  exited: 'neutral',
  parked: 'bad',
};

type JourneyPeopleProps = {
  readonly journeyId: string;
  readonly journey: Journey;
  /** Only those who stand at this node now. */
  readonly node?: string;
};

/** Who is in the journey, at which step, and why. */
export function JourneyPeople({ journeyId, journey, node }: JourneyPeopleProps) {
  const t = useJourneyText();
  const say = useWords();
  const load = useCallback(
    async ({ q, cursor, limit, filters }: ListRequest) =>
      api('GET /api/admin/journeys/:id/runs', {
        params: { id: journeyId },
        query: {
          q,
          cursor,
          limit,
          node: node ?? filters.node,
          state: node === undefined ? oneOf(runStates, filters.run) : 'waiting',
          arm: oneOf(arms, filters.arm),
          version: asInteger(1, 9999).read(filters.version ?? ''),
          goal: oneOf(valuesOf(goalState), filters.goal),
          time: oneOf(valuesOf(goalTime), filters.time),
          gift: oneOf(valuesOf(giftState), filters.gift),
        },
      }),
    [journeyId, node],
  );
  const sentenceAt = (key: string) => {
    const sentence = journey.sentences[key];
    return sentence ? say(sentence) : key;
  };
  const steps = journey.definition.nodes.map(({ key }) => ({ value: key, label: sentenceAt(key) }));
  const columns: readonly Column<Run>[] = [
    memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
    stateColumn(
      'state',
      t('state'),
      (row) => say(runState[row.state]),
      (row) => tones[row.state],
    ),
    {
      key: 'arm',
      title: t('arm'),
      render: (row) => <span className={row.arm === 'holdout' ? 'hs-faint' : ''}>{say(arm[row.arm])}</span>,
      csv: (row) => say(arm[row.arm]),
    },
    textColumn('where', t('where'), (row) => say(row.nodeSentence)),
    {
      key: 'because',
      title: t('because'),
      render: (row) => <span className="hs-soft">{say(row.because)}</span>,
      csv: (row) => say(row.because),
    },
    {
      key: 'outcome',
      title: t('outcome'),
      render: (row) => (row.outcome ? say(row.outcome) : <span className="hs-faint">–</span>),
      csv: (row) => row.outcome && say(row.outcome),
    },
    {
      key: 'notGiven',
      title: t('not_given'),
      render: (row) => (row.notGiven ? say(row.notGiven) : <span className="hs-faint">–</span>),
      csv: (row) => row.notGiven && say(row.notGiven),
    },
    timeColumn('wake', t('wake'), (row) => row.wakeAt),
    timeColumn('entered', t('entered_at'), (row) => row.enteredAt),
  ];
  return (
    <List<Run>
      embedded
      name={node === undefined ? 'runs' : 'runs-at-node'}
      about={`${journeyId} ${node ?? ''}`}
      title={t('tab_people')}
      load={load}
      rowKey={(row) => row.id}
      {...(node === undefined ? { searchHint: t('people_search') } : {})}
      filters={
        node === undefined
          ? [
              { key: 'node', kind: 'choice', label: t('where'), width: 180, options: steps },
              {
                key: 'run',
                kind: 'choice',
                label: t('state'),
                width: 112,
                options: runStates.map((value) => ({ value, label: say(runState[value]) })),
              },
              {
                key: 'arm',
                kind: 'choice',
                label: t('arm'),
                width: 112,
                options: arms.map((value) => ({ value, label: say(arm[value]) })),
              },
              { key: 'goal', kind: 'choice', label: t('goal_state'), options: optionsOf(goalState, say) },
              { key: 'time', kind: 'choice', label: t('goal_time'), options: optionsOf(goalTime, say) },
              { key: 'gift', kind: 'choice', label: t('not_given'), options: optionsOf(giftState, say) },
              ...(journey.versions.length > 1
                ? [
                    {
                      key: 'version',
                      kind: 'choice' as const,
                      label: t('version'),
                      width: 104,
                      options: journey.versions.map(({ version }) => ({ value: `${version}`, label: `v${version}` })),
                    },
                  ]
                : []),
            ]
          : []
      }
      columns={columns.filter((column) => node === undefined || !['state', 'where', 'outcome'].includes(column.key))}
      empty={{ title: t('runs_empty'), hint: t('runs_empty_hint') }}
    />
  );
}
