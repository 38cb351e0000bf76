import { valuesOf } from '@huoshui/contracts/words';
import { phoneEntryState } from '@huoshui/contracts/words/scrm';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback } from 'react';
import { useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { useAct } from '../../ui/act.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { now } from '../../ui/now.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { usePhoneListText } from './phone-list-texts.ts';

type PhoneList = Answer<'GET /api/admin/phone-lists/:id'>;
type Entry = Answer<'GET /api/admin/phone-lists/:id/entries'>['items'][number];

const tones: Readonly<Record<Entry['state'], Tone>> = {
  waiting: 'neutral',
  asked: 'info',
  passed: 'good',
  refused: 'bad',
  wrong: 'bad',
  stopped: 'neutral',
};

/** One list: how many said yes, and whom staff ask on which day. */
export function PhoneListPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['phone-lists', 'one', id],
    queryFn: async () => api('GET /api/admin/phone-lists/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(list) => <Shown list={list} />}</Loaded>;
}

function Shown({ list }: { readonly list: PhoneList }) {
  const t = usePhoneListText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/phone-lists', label: t('back') }}
        title={list.name}
        state={list.stopped ? <StateTag tone="neutral">{t('stopped')}</StateTag> : undefined}
        purpose={say(list.sentence)}
        actions={<Stop list={list} />}
      />
      <KeyFigures
        figures={[
          { label: t('people'), value: formatCount(list.people) },
          { label: t('announced'), value: formatCount(list.announced) },
          { label: t('asked'), value: formatCount(list.asked) },
          {
            label: t('passed'),
            value: formatCount(list.passed),
            note: `${t('rate')} ${formatPercent(list.asked === 0 ? null : list.passed / list.asked)}`,
          },
          { label: t('refused'), value: formatCount(list.refused) },
          { label: t('wrong'), value: formatCount(list.wrong) },
          { label: t('gifted'), value: formatCount(list.gifted) },
        ]}
      />
      <Panel title={t('about')}>
        <Facts
          facts={[
            { label: t('basis'), value: list.basis },
            { label: t('last_day'), value: list.lastDay ?? '–' },
          ]}
        />
      </Panel>
      <Entries list={list} />
    </div>
  );
}

function Stop({ list: { id, stopped } }: { readonly list: PhoneList }) {
  const t = usePhoneListText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['phone-lists', 'phone-entries']);
  if (stopped) return null;
  const stop = async () => {
    if (await confirm({ title: t('stop_title'), body: t('stop_body'), ok: t('stop'), danger: true }))
      await act(async () => api('POST /api/admin/phone-lists/:id/stop', { params: { id } }), t('stop_done'));
  };
  return (
    <May call="POST /api/admin/phone-lists/:id/stop">
      <Button danger loading={busy} onClick={() => void stop()}>
        {t('stop')}
      </Button>
    </May>
  );
}

function Entries({ list: { id } }: { readonly list: PhoneList }) {
  const t = usePhoneListText();
  const say = useWords();
  const load = useCallback(
    async ({ q, cursor, limit, filters }: ListRequest) =>
      api('GET /api/admin/phone-lists/:id/entries', {
        params: { id },
        query: {
          q,
          cursor,
          limit,
          state: oneOf(valuesOf(phoneEntryState), filters.state),
          day: filters.day === 'today' ? shanghaiDay(now()) : undefined,
        },
      }),
    [id],
  );
  return (
    <List<Entry>
      embedded
      name="phone-entries"
      about={id}
      title={t('entries')}
      searchHint={t('phone_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(phoneEntryState, say) },
        { key: 'day', kind: 'choice', label: t('day'), options: [{ value: 'today', label: t('day_filter') }] },
      ]}
      columns={[
        textColumn('phone', t('phone'), (row) => row.phone),
        textColumn('staff', t('staff'), (row) => row.staff),
        textColumn('day', t('day'), (row) => row.day),
        stateColumn(
          'state',
          t('state'),
          (row) => say(phoneEntryState[row.state]),
          (row) => tones[row.state],
        ),
        timeColumn('asked', t('asked'), (row) => row.askedAt),
        timeColumn('passed', t('passed'), (row) => row.passedAt),
        actsColumn((row) => <Ask entry={row} />),
      ]}
      empty={{ title: t('none'), hint: t('none_hint') }}
    />
  );
}

function Ask({ entry: { id, state, staff } }: { readonly entry: Entry }) {
  const t = usePhoneListText();
  if (state !== 'waiting' && state !== 'asked') return null;
  return (
    <RowAct
      call="POST /api/admin/phone-entries/:id/asking"
      list="phone-entries"
      label={t('ask')}
      done={t('ask_done')}
      ask={{ title: t('ask_title'), body: t('ask_body', { staff }) }}
      run={async () => {
        const { phone } = await api('POST /api/admin/phone-entries/:id/asking', { params: { id } });
        await navigator.clipboard.writeText(phone);
      }}
    />
  );
}
